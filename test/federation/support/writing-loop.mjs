import { existsSync, writeSync } from 'node:fs'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { setTimeout } from 'node:timers/promises'
import { FEDERATION_READERS, PROTOCOL, reactionsOf } from '../../../src/app/index.ts'
import { updateProfile } from '../../../src/app/registry/commands.ts'
import { announceIfChanged } from '../../../src/app/registry/reactions.ts'
import { signerOf } from '../../../src/identity/index.ts'
import { FederationNode } from '../../../src/node/node.ts'
import { NodeSync } from '../../../src/node/sync/sync.ts'
import { hasKeyFile, openHeadFile, openKeyFile, openPglite, openPostgres } from '../../../src/storage/index.ts'

/**
 * A process that is all of a node but API and network: key file, head file, database, writer. It is bundled before
 * it is started a hundred times, because reading and translating it would take longer than all that it does.
 *
 * It waits for a line that says from which number on it shall speak, and to which. Then it signs one entry for each
 * number, several at once, each with an idempotency key, and says line by line what it was told is done, and what any
 * peer would be shown.
 */
const [folder, databaseUrl] = process.argv.slice(2)
const IN_FLIGHT = 8
const WATCH_MS = 5
const PUBLIC = 'public'
const PEER = signerOf(new Uint8Array(32)).did

const [order] = await new Promise((resolve) =>
  createInterface({ input: process.stdin }).once('line', (...line) => resolve(line)),
)
const { from, until } = JSON.parse(order)

const headFilePath = join(folder, 'heads.jsonl')
const keyIsNew = !hasKeyFile(folder) || existsSync(headFilePath)
const headFile = await openHeadFile(headFilePath, { create: keyIsNew })
const { seed, recoveryKeyHash } = await openKeyFile(folder)
const store = databaseUrl ? await openPostgres(databaseUrl) : await openPglite(join(folder, 'database'))
const node = await FederationNode.open({
  store,
  signer: signerOf(seed),
  headFile,
  protocol: PROTOCOL,
  reactions: reactionsOf({ publicUrl: null }),
  keyIsNew,
  clock: () => Date.now(),
  policies: { autoConfirm: 'NEVER', autoAcceptNetting: false, admission: 'OPEN', minVouches: 0, allowed: [] },
  onError: (error) => say({ problem: String(error) }),
})

const facts = { name: 'Alder', graphqlUrl: null, multiaddrs: [], recoveryKeyHash }
const announcing = { principal: 'node', mutation: 'announce', idempotencyKey: null, input: {} }
const announced = await node.execute({ ...announcing, run: announceIfChanged(facts) })
if (!announced.ok) say({ problem: announced.refusal.message })

let next = from
let working = true
const watching = watch()
await Promise.all(Array.from({ length: IN_FLIGHT }, work))
working = false
await watching
await node[Symbol.asyncDispose]()
await store[Symbol.asyncDispose]()
await headFile[Symbol.asyncDispose]()
process.stdin.destroy()

async function work() {
  while (next < until) {
    const number = next++
    const answer = await node.execute({
      principal: 'loop',
      mutation: 'speak',
      idempotencyKey: String(number),
      input: { number },
      run: (context) => speak(context, number),
    })
    say(answer.ok ? { number, ...answer.value } : { problem: answer.refusal.message })
  }
}

async function speak(context, number) {
  const said = await updateProfile({ description: String(number) })(context)
  if (!said.ok) return said
  const [{ seq, hash }] = await context.tx.logTips([PUBLIC], [node.self])
  return { ok: true, value: { seq, hash } }
}

/** Looks at the log as peers are shown it, all the time: what has left is signed for good, acknowledged or not. */
async function watch() {
  const sync = new NodeSync({ node, readers: FEDERATION_READERS })
  for (let last = 0; working; await setTimeout(WATCH_MS)) {
    for (const { heads } of await sync.headsFor(PEER, [PUBLIC])) {
      for (const { seq, hash } of heads) if (seq > last) say({ seq, hash })
      last = heads[0]?.seq ?? 0
    }
  }
}

function say(what) {
  writeSync(1, `${JSON.stringify(what)}\n`)
}
