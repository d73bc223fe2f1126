import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { waitFor } from '../../src/cli/client.ts'
import type { NodeProcess } from '../../src/cli/demo/processes.ts'
import { CURRENCY, cursorOf, foundClearing, recordMany, stateOf, tell } from '../federation/support/dealings.ts'
import { Listener } from '../federation/support/listener.ts'
import { TestFederation } from '../support/federation.ts'

const USAGE = `npm run churn -- [--minutes N] (default 5)
A node that stays, and peers that come, agree, owe, net, listen and go; prints each minute what its memory holds after
garbage collection, and how much the process has of the machine's.`
const MINUTE_MS = 60_000
const DEBTS = 20
/** A machine with much else to do is slow, and that is no fault of the node. */
const PATIENCE = { timeoutMs: 180_000 }

const { values } = parseArgs({
  options: { minutes: { type: 'string', default: '5' }, help: { type: 'boolean', default: false } },
})
if (values.help || !(Number(values.minutes) > 0)) {
  process.stdout.write(`${USAGE}\n`)
  process.exitCode = values.help ? 0 : 2
} else {
  await churn(Number(values.minutes))
}

async function churn(minutes: number): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'rochdale-churn-'))
  const file = join(folder, 'heap.json')
  await using federation = new TestFederation()
  const probe = new URL('./heap-probe.mjs', import.meta.url).href
  const env = { NODE_OPTIONS: `--import ${probe}`, HEAP_FILE: file }
  const host = await federation.start('Alder', { env })
  const began = Date.now()
  let told = 0
  let guests = 0
  while (Date.now() < began + minutes * MINUTE_MS) {
    await visit(federation, host, ++guests)
    if (Date.now() < began + told * MINUTE_MS) continue
    told = Math.floor((Date.now() - began) / MINUTE_MS) + 1
    process.stdout.write(
      `${await look(host, file)}, ${guests} guests in ${((Date.now() - began) / MINUTE_MS).toFixed(1)} minutes\n`,
    )
  }
  rmSync(folder, { recursive: true, force: true })
}

/** One peer comes, agrees with the host, both record debts, net them while somebody listens, and it goes. */
async function visit(federation: TestFederation, host: NodeProcess, number: number): Promise<void> {
  await using guest = await federation.start(`Guest ${number}`)
  const agreementId = await foundClearing([host, guest], [], PATIENCE)
  const after = await cursorOf(host)
  await using listener = new Listener(host)
  const [owed, owing] = [
    { agreementId, debtor: host, creditor: guest, amount: '500' },
    { agreementId, debtor: guest, creditor: host, amount: '700' },
  ]
  await recordMany(host, DEBTS, owed)
  await recordMany(guest, DEBTS, owing)
  const query = `subscription ($agreementId: ID, $after: String) {
    obligationChanged(agreementId: $agreementId, after: $after) { kind }
  }`
  let heard = 0
  await listener.until(query, { agreementId, after }, () => ++heard >= 2 * DEBTS)
  // There is nothing to net before the other side has confirmed.
  const propose = () => tell(guest, 'proposeNetting', { agreementId, currency: CURRENCY }, 'nettingRound { id }')
  await waitFor('they net', propose, PATIENCE)
  await waitFor(
    'both have the same',
    async () => (await stateOf(host, agreementId)).digest === (await stateOf(guest, agreementId)).digest,
    PATIENCE,
  )
  await guest.stop()
}

/** What the host's memory holds after a collection. */
async function look(host: NodeProcess, file: string): Promise<string> {
  rmSync(file, { force: true })
  host.signal('SIGUSR2')
  const text = await waitFor('it has looked', async () => readFileSync(file, 'utf8'), PATIENCE)
  const { heapUsed, external, rss } = JSON.parse(text) as { heapUsed: number; external: number; rss: number }
  const mb = (bytes: number) => `${(bytes / 1024 / 1024).toFixed(1)} MB`
  return `heap ${mb(heapUsed)}, outside it ${mb(external)}, resident ${mb(rss)}`
}
