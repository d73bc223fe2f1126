import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Instant, JsonObject } from '../../src/kernel/index.ts'
import { present } from '../attestations/presenting.ts'
import { agree, tell } from '../federation/support/dealings.ts'
import { signerNumber } from '../support/node.ts'
import { barriers, findChromium, launch, visit } from './support/browser.ts'
import { openStage, type Stage } from './support/stage.ts'

const CAMERA = { width: 1280, height: 720 }
const FRAMES = 3

describe.skipIf(findChromium() === null)('a presentation as a QR code', () => {
  const folder = mkdtempSync(join(tmpdir(), 'rochdale-camera-'))
  const video = join(folder, 'camera.y4m')
  const member = signerNumber(42)
  let stage: Stage
  let credential: JsonObject

  beforeAll(async () => {
    stage = await openStage({ env: { TZ: 'UTC' } })
    const { alder, birch } = stage
    const terms = { mutualRecognition: { attestationTypes: ['MemberInGoodStanding'] } }
    await agree([alder, birch], { title: 'Guests', terms })
    const input = { subject: member.did, type: 'MemberInGoodStanding', claims: {} }
    const { attestation } = await tell<{ attestation: { credential: JsonObject } }>(
      birch,
      'issueAttestation',
      input,
      'attestation { credential }',
    )
    credential = attestation.credential
  })

  afterAll(async () => {
    await stage?.[Symbol.asyncDispose]()
    rmSync(folder, { recursive: true })
  })

  test('is shown by the member’s cooperative and scanned at the desk, by a camera', async () => {
    const { browser, alder, birch } = stage
    await using camera = await launch([
      '--use-fake-device-for-media-stream',
      '--use-fake-ui-for-media-stream',
      `--use-file-for-fake-video-capture=${video}`,
    ])
    const here = await visit(camera, alder, { path: '/recognitions/new' })
    const asked = await askAt(here.page)
    await here.page.getByRole('img', { name: /Challenge and domain/ }).waitFor()
    const presentation = present(member, [credential], asked, { at: Date.now() as Instant })

    const there = await visit(browser, birch, { path: '/recognitions' })
    await there.page.getByRole('link', { name: 'Show a presentation' }).click()
    await there.page.getByLabel('What the wallet has made').fill(JSON.stringify(presentation))
    await there.page.getByRole('img', { name: 'The presentation as a QR code' }).waitFor()
    expect(await barriers(there.page)).toEqual([])
    writeFileSync(video, y4m(await lumaOf(there.page)))

    const loaded = () =>
      here.page.evaluate(
        () => performance.getEntriesByType('resource').filter(({ name }) => name.includes('/camera-')).length,
      )
    expect(await loaded(), 'what scans is not loaded yet').toBe(0)
    await here.page.getByRole('button', { name: 'Scan with the camera' }).click()
    await here.page.getByText(/The visitor holds the key/).waitFor()
    expect(await loaded()).toBe(1)
    expect(JSON.parse(await here.page.getByLabel('What the wallet has made').inputValue())).toEqual(presentation)
    expect(await here.page.locator('video').count(), 'the camera is off').toBe(0)
    await here.page.getByLabel('Under').first().selectOption({ label: 'Guests' })
    await here.page.getByRole('button', { name: 'Recognise the member' }).click()
    await here.page.getByText('Recognised', { exact: true }).first().waitFor()
    expect([...here.faults, ...there.faults]).toEqual([])
  })

  test.each([
    ['is refused', ['--use-fake-device-for-media-stream', '--deny-permission-prompts'], /may not use the camera/],
    ['is not there', [], /No camera can be used/],
  ])('is pasted where the camera %s, which one sentence says', async (_why, args, sentence) => {
    await using browser = await launch(args)
    const { page, faults } = await visit(browser, stage.alder, { path: '/recognitions/new' })
    const asked = await askAt(page)
    await page.getByRole('button', { name: 'Scan with the camera' }).click()
    await page.getByText(sentence).waitFor()
    expect(await barriers(page)).toEqual([])
    const presentation = present(member, [credential], asked, { at: Date.now() as Instant })
    await page.getByLabel('What the wallet has made').fill(JSON.stringify(presentation))
    await page.getByText(/The visitor holds the key/).waitFor()
    expect(faults).toEqual([])
  })
})

async function askAt(page: Page): Promise<{ readonly challenge: string; readonly domain: string }> {
  await page.getByRole('button', { name: 'Make a challenge' }).click()
  const facts = page.locator('dl.facts code')
  return { challenge: (await facts.nth(0).textContent()) ?? '', domain: (await facts.nth(1).textContent()) ?? '' }
}

/** The code of a page as a camera sees it, a little off the middle and before a grey wall: the brightness of each point. */
async function lumaOf(page: Page): Promise<Buffer> {
  const luma: unknown = await page.evaluate(`(async () => {
    const svg = document.querySelector('svg.qr')
    const image = new Image()
    image.src = 'data:image/svg+xml,' + encodeURIComponent(new XMLSerializer().serializeToString(svg))
    await image.decode()
    const canvas = Object.assign(document.createElement('canvas'), ${JSON.stringify(CAMERA)})
    const context = canvas.getContext('2d')
    context.fillStyle = '#999'
    context.fillRect(0, 0, canvas.width, canvas.height)
    context.drawImage(image, 300, 20, 670, 670)
    const { data } = context.getImageData(0, 0, canvas.width, canvas.height)
    let text = ''
    for (let i = 0; i < data.length; i += 4) text += String.fromCharCode(data[i])
    return btoa(text)
  })()`)
  return Buffer.from(String(luma), 'base64')
}

/** A video of the same picture again and again, without colours. */
function y4m(luma: Buffer): Buffer {
  const { width, height } = CAMERA
  const colours = Buffer.alloc((width * height) / 2, 128)
  const frame = [Buffer.from('FRAME\n'), luma, colours]
  const head = Buffer.from(`YUV4MPEG2 W${width} H${height} F10:1 Ip A1:1 C420jpeg\n`)
  return Buffer.concat([head, ...Array.from({ length: FRAMES }, () => frame).flat()])
}
