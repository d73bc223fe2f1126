import { existsSync, readFileSync } from 'node:fs'
import {
  type Browser,
  type BrowserContext,
  type BrowserContextOptions,
  chromium,
  type Page,
  type WebSocketRoute,
} from 'playwright-core'
import { expect, onTestFinished } from 'vitest'
import type { NodeProcess } from '../../../src/cli/demo/processes.ts'

const axe = readFileSync(new URL('../../../node_modules/axe-core/axe.min.js', import.meta.url), 'utf8')
const PLACES = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome']

/** How long a page may take to show something, on a loaded machine too. */
export const SHOWN_MS_MAX = 120_000

/** A Chromium of this machine, or null. */
export function findChromium(): string | null {
  return [process.env.CHROMIUM ?? '', ...PLACES].find((path) => path !== '' && existsSync(path)) ?? null
}

export async function launch(args: readonly string[] = []): Promise<Browser> {
  return await chromium.launch({ executablePath: findChromium() ?? '', args: ['--no-sandbox', ...args] })
}

export interface Visit {
  readonly page: Page
  /** The socket between the page and the node, which can be cut. */
  readonly wire: Wire
  /** What the page has complained about. */
  readonly faults: string[]
}

/** A browser profile of its own, until the test ends: a page that stays open follows everything that happens. */
export async function openContext(browser: Browser, options: BrowserContextOptions = {}): Promise<BrowserContext> {
  const context = await browser.newContext(options)
  context.setDefaultTimeout(SHOWN_MS_MAX)
  onTestFinished(() => context.close())
  return context
}

/** Opens the dashboard of a node, signed in with a token, each time in a browser profile of its own. */
export async function visit(
  browser: Browser,
  node: NodeProcess,
  { path = '/', token = node.client.token, locale = 'en-GB', timezoneId = 'UTC' } = {},
): Promise<Visit> {
  const context = await openContext(browser, { locale, timezoneId })
  const page = await context.newPage()
  const wire = new Wire()
  await page.routeWebSocket(/\/graphql$/, (socket) => wire.take(socket))
  const faults: string[] = []
  page.on('pageerror', ({ message }) => faults.push(message))
  page.on('console', (message) => {
    if (message.type() === 'error') faults.push(message.text())
  })
  await page.goto(`${node.client.url}${path}#token=${token}`)
  await page.getByText('Live', { exact: true }).waitFor()
  expect(page.url(), 'the token has left the address bar').not.toContain('#')
  return { page, wire, faults }
}

/** Stands between the page's socket and the node's. */
class Wire {
  readonly #open = new Set<WebSocketRoute>()
  #isCut = false

  take(socket: WebSocketRoute): void {
    if (this.#isCut) {
      void socket.close({ code: 1001 })
      return
    }
    this.#open.add(socket)
    socket.connectToServer()
  }

  async cut(): Promise<void> {
    this.#isCut = true
    for (const socket of this.#open) await socket.close({ code: 1001 })
    this.#open.clear()
  }

  mend(): void {
    this.#isCut = false
  }
}

/** What axe finds that keeps somebody from using the page. */
export async function barriers(page: Page): Promise<string[]> {
  await page.evaluate(axe)
  const found = await page.evaluate(async () => {
    const { axe: tool } = globalThis as unknown as { axe: { run(): Promise<{ violations: Violation[] }> } }
    return (await tool.run()).violations
  })
  const grave = found.filter(({ impact }) => impact === 'serious' || impact === 'critical')
  return grave.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`)
}

interface Violation {
  readonly id: string
  readonly impact: string
  readonly nodes: readonly { readonly html: string }[]
}

/** Finds a cooperative in a field by a part of its name, and chooses it. */
export async function choose(page: Page, label: string, name: string): Promise<void> {
  await page.getByLabel(label, { exact: true }).fill(name)
  await page.getByRole('option', { name }).first().click()
}
