import type { Browser } from 'playwright-core'
import type { NodeProcess, NodeProcessOptions } from '../../../src/cli/demo/processes.ts'
import { acquaint } from '../../federation/support/dealings.ts'
import { TestFederation } from '../../support/federation.ts'
import { launch } from './browser.ts'

/** Two nodes that know each other, and a browser to visit them with. */
export interface Stage extends AsyncDisposable {
  readonly federation: TestFederation
  readonly browser: Browser
  readonly alder: NodeProcess
  readonly birch: NodeProcess
}

export async function openStage(options: Partial<NodeProcessOptions> = {}): Promise<Stage> {
  const federation = new TestFederation()
  const [alder, birch] = await federation.startAll(['Alder', 'Birch'], options)
  await acquaint([alder, birch])
  const browser = await launch()
  return {
    federation,
    browser,
    alder,
    birch,
    [Symbol.asyncDispose]: async () => {
      await browser.close()
      await federation[Symbol.asyncDispose]()
    },
  }
}
