import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { waitFor } from '../../src/cli/client.ts'
import type { NodeProcess } from '../../src/cli/demo/processes.ts'
import { TestFederation } from '../support/federation.ts'
import { TEST_DATABASE_URL } from '../support/postgres.ts'
import { CURRENCY, didOf, foundClearing, obligationCount, stateOf, untilEqual } from './support/dealings.ts'
import { InsistentClients } from './support/insistent-clients.ts'

/** A disk of its own, in memory: the embedded database, some work, and soon no room. */
const DISK_MB = 160
const CHUNK = Buffer.alloc(1024 * 1024)
const PATIENCE = { timeoutMs: 120_000 }

/** Mounts a small disk; null where this user may not. */
function mountDisk(): string | null {
  const folder = mkdtempSync(join(tmpdir(), 'rochdale-disk-'))
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', `size=${DISK_MB}m,mode=700`, 'tmpfs', folder], { stdio: 'ignore' })
    return folder
  } catch {
    rmdirSync(folder)
    return null
  }
}

const disk = TEST_DATABASE_URL === null ? mountDisk() : null
if (disk === null) console.info('no disk can be mounted here, or a server has the database: a full disk is not tried')

describeDisk(disk)

function describeDisk(folder: string | null): void {
  let federation: TestFederation
  let alder: NodeProcess
  let birch: NodeProcess
  let agreementId: string

  beforeAll(async () => {
    if (folder === null) return
    federation = new TestFederation()
    const env = { ROCHDALE_AUTO_CONFIRM: 'never' }
    birch = await federation.start('Birch', { env })
    alder = await federation.start('Alder', { env, dataDir: join(folder, 'alder') })
    agreementId = await foundClearing([alder, birch])
  })

  afterAll(async () => {
    if (folder === null) return
    await federation[Symbol.asyncDispose]()
    execFileSync('umount', [folder])
    rmdirSync(folder)
  })

  test.skipIf(folder === null)(
    'a disk that fills under load loses nothing that was told; the node says so, and goes on once there is room',
    { timeout: 600_000 },
    async () => {
      const input = {
        agreementId,
        debtor: await didOf(alder),
        creditor: await didOf(birch),
        amount: '100',
        currency: CURRENCY,
      }
      const clients = new InsistentClients(alder, input)
      for (let i = 0; i < 2; i++) {
        await waitFor('it answers', async () => clients.answers.size > 20 * (i + 1), PATIENCE)
        const fillers = fill(folder as string)
        const isNotReady = async () => {
          const { status, missing } = await readiness(alder)
          return status === 503 && missing
        }
        expect(await waitFor('it says that it is not ready', isNotReady, PATIENCE)).not.toEqual([])
        for (const path of fillers) rmSync(path)
        await waitFor('it is ready again', async () => (await readiness(alder)).status === 200, PATIENCE)
      }
      const answered = clients.answers.size
      await waitFor('it goes on', async () => clients.answers.size > answered + 20, PATIENCE)
      await clients.stop()
      await clients.repeatAll()
      const { answers } = clients
      expect(new Set(answers.values()).size).toBe(answers.size)
      await untilEqual([alder, birch], agreementId, PATIENCE)
      for (const node of [alder, birch]) expect(await obligationCount(node, agreementId)).toBe(answers.size)
      await alder.kill()
      alder = await federation.restart(alder)
      expect(await obligationCount(alder, agreementId)).toBe(answers.size)
      expect((await stateOf(alder, agreementId)).digest).toBe((await stateOf(birch, agreementId)).digest)
    },
  )
}

/** Fills a disk to its last page. */
function fill(folder: string): string[] {
  const fillers: string[] = []
  for (let chunk = CHUNK; chunk.length > 0; ) {
    const path = join(folder, `filler-${fillers.length}`)
    fillers.push(path)
    try {
      writeFileSync(path, chunk)
    } catch {
      chunk = chunk.subarray(0, Math.floor(chunk.length / 4))
    }
  }
  return fillers
}

async function readiness({ httpPort }: NodeProcess): Promise<{ status: number; missing: readonly string[] }> {
  const response = await fetch(`http://127.0.0.1:${httpPort}/readyz`)
  return { status: response.status, missing: ((await response.json()) as { missing: readonly string[] }).missing }
}
