import 'core-js/actual/async-disposable-stack/index.js'
import { randomUUID } from 'node:crypto'
import { existsSync } from 'node:fs'
import { mkdir, readdir, readFile, rm } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import type { Logger } from 'pino'
import { collectDefaultMetrics, Registry } from 'prom-client'
import { type ApiServer, startApi } from './api/index.ts'
import {
  checkKept,
  FEDERATION_READERS,
  KEPT_CHECK_SECONDS,
  PROTOCOL,
  reactionsOf,
  SCHEDULED_TASKS,
} from './app/index.ts'
import { announceIfChanged } from './app/registry/reactions.ts'
import { createToken, findTokenByText, tokenText } from './app/settings/commands.ts'
import { ADMIN_TOKEN_FILE } from './cli/index.ts'
import type { Settings } from './config/index.ts'
import { startNetwork } from './gossip/index.ts'
import { signerOf } from './identity/index.ts'
import type { Instant } from './kernel/index.ts'
import type { Calculator, Clock, HeadFile, ListingStore, PeerNetwork } from './node/index.ts'
import { FederationNode } from './node/node.ts'
import { hangUpOnDenied, watchPeers } from './node/sync/peer-watch.ts'
import { NodeSync } from './node/sync/sync.ts'
import { DueTimer } from './node/upkeep/due-timer.ts'
import { StatusListReader } from './outbound/index.ts'
import {
  claimStore,
  DATABASE_FOLDER,
  forgetRecoveryKey,
  HEAD_FILE,
  hasKeyFile,
  hasRoom,
  type KeyFile,
  lockDataFolder,
  openHeadFile,
  openKeyFile,
  openStore,
  refuseWithoutKey,
  type SqlStore,
  writeSecret,
} from './storage/index.ts'
import { openCalculator } from './workers/index.ts'

/** V8 gives memory back when little has been allocated for some seconds. */
const STARTED_MS = 30_000
const CLOCK: Clock = () => Date.now() as Instant
/** As built, also where the program is read from the sources. */
const DASHBOARD = resolve(import.meta.dirname, '../dist/dashboard')

/** A node that runs, until it is disposed. */
export interface RunningNode extends AsyncDisposable {
  readonly node: FederationNode<ListingStore>
  readonly network: PeerNetwork
  readonly url: string
  /** The dashboard has been built, and is served at `/`. */
  readonly hasDashboard: boolean
  readonly adminToken: string
  /** To be shown once; null where it has been. */
  readonly recoveryKey: string | null
  /** Reports that it has been shown: from then on it is not kept here. */
  forgetRecoveryKey(): Promise<void>
}

/** Constructs a node from its settings: key, store, log, network, API, periodic check. */
export async function startNode(settings: Settings, version: string, log: Logger): Promise<RunningNode> {
  await using starting = new AsyncDisposableStack()
  starting.use(await lockDataFolder(settings.dataDir))
  const known = hasKeyFile(settings.dataDir) ? await openKeyFile(settings.dataDir) : null
  const store = starting.use(await openStore(settings))
  if (known === null) await refuseWithoutKey(store, resolve(settings.dataDir))
  const headFilePath = join(settings.dataDir, HEAD_FILE)
  // A head file that is there, empty or not, says what the key has signed; without one only a new key is sure. It is
  // made before the key, so that the next start is sure too, wherever this one is cut short.
  const keyIsNew = known === null || existsSync(headFilePath)
  const headFile = starting.use(await openHeadFile(headFilePath, { create: keyIsNew }))
  const keys = known ?? (await openKeyFile(settings.dataDir))
  await claimStore(store, signerOf(keys.seed).did, resolve(settings.dataDir))
  const calculator = starting.use(openCalculator((error: unknown) => log.error({ err: error }, 'a thread failed')))
  const node = starting.use(await openNode({ settings, keys, keyIsNew, headFile, store, calculator, log }))
  const sync = new NodeSync({ node, readers: FEDERATION_READERS })
  const network = starting.use(
    await startNetwork({
      seed: keys.seed,
      listen: settings.p2pListen,
      bootstrap: settings.bootstrap,
      allowPrivate: settings.allowPrivate,
      mdns: settings.mdns ? {} : null,
      version,
      source: sync,
      clock: CLOCK,
      log: (what, details) => log.debug(details, what),
    }),
  )
  starting.defer(watchPeers(node, network))
  starting.defer(hangUpOnDenied(node, network))
  const adminToken = await keepAdminToken(node, settings.dataDir)
  const statusLists = new StatusListReader({ clock: CLOCK, allowPrivate: settings.allowPrivate })
  const failed = (err: unknown) => log.error({ err }, 'the periodic check failed')
  starting.defer(repeat(settings.checkSeconds, () => node.check(), failed))
  starting.use(new DueTimer(node, failed))
  starting.defer(repeat(KEPT_CHECK_SECONDS, () => checkKept(node, statusLists), failed))
  await announce(node, settings, keys, network.announcedAddresses(), log)
  await removeCopies(settings.dataDir)
  const copyDatabase = settings.databaseUrl === null ? () => copyInto(settings.dataDir, store) : null
  const api = starting.use(await serveApi({ node, network, sync, statusLists, settings, version, copyDatabase, log }))
  starting.defer(releaseMemory())
  const running = starting.move()
  return {
    node,
    network,
    url: api.url,
    hasDashboard: existsSync(DASHBOARD),
    adminToken,
    recoveryKey: keys.recoveryKey,
    forgetRecoveryKey: () => forgetRecoveryKey(settings.dataDir),
    [Symbol.asyncDispose]: () => running.disposeAsync(),
  }
}

interface ApiParts {
  readonly node: FederationNode<ListingStore>
  readonly network: PeerNetwork
  readonly sync: NodeSync
  readonly statusLists: StatusListReader
  readonly settings: Settings
  readonly version: string
  readonly copyDatabase: (() => Promise<string>) | null
  readonly log: Logger
}

async function serveApi({
  node,
  network,
  sync,
  statusLists,
  settings,
  version,
  copyDatabase,
  log,
}: ApiParts): Promise<ApiServer> {
  const metrics = new Registry()
  collectDefaultMetrics({ register: metrics })
  return await startApi({
    node,
    network,
    statusLists,
    publicUrl: settings.publicUrl,
    version,
    database: settings.databaseUrl === null ? 'EMBEDDED' : 'SERVER',
    lastSeenAt: (did) => sync.lastSeenAt(did),
    host: settings.httpHost,
    port: settings.httpPort,
    allowedOrigins: settings.allowedOrigins,
    allowedHosts: settings.allowedHosts,
    jwks: settings.jwks,
    metrics,
    missing: async () => {
      const missing = network.listenAddresses().length === 0 ? ['a P2P listener'] : []
      if (!(await hasRoom(settings.dataDir))) missing.push('room on the disk of the data folder')
      return existsSync(join(settings.dataDir, ADMIN_TOKEN_FILE)) ? missing : [...missing, ADMIN_TOKEN_FILE]
    },
    copyDatabase,
    dashboard: existsSync(DASHBOARD) ? DASHBOARD : null,
    trustedProxies: settings.trustedProxies,
    socketsMax: settings.socketsMax,
    onFault: (error, requestId) => log.error({ err: error, requestId }, 'the API failed'),
    onRejected: (reason, requestId) => log.debug({ reason, requestId }, 'a token was not accepted'),
    onAnswered: (answered) => log.debug(answered, 'answered'),
  })
}

const COPY_PREFIX = 'copy-'

/** Copies the embedded database into a folder of its own; the caller removes that. */
async function copyInto(dataDir: string, store: SqlStore): Promise<string> {
  const folder = resolve(dataDir, `${COPY_PREFIX}${randomUUID()}`)
  await mkdir(folder, { mode: 0o700 })
  await store.copyFiles(join(folder, DATABASE_FOLDER))
  return folder
}

/** Copies that were asked for and not removed. */
async function removeCopies(dataDir: string): Promise<void> {
  const names = (await readdir(dataDir)).filter((name) => name.startsWith(COPY_PREFIX))
  for (const name of names) await rm(join(dataDir, name), { recursive: true })
}

interface NodeParts {
  readonly settings: Settings
  readonly keys: KeyFile
  readonly keyIsNew: boolean
  readonly headFile: HeadFile
  readonly store: ListingStore
  readonly calculator: Calculator
  readonly log: Logger
}

async function openNode({
  settings,
  keys,
  keyIsNew,
  headFile,
  store,
  calculator,
  log,
}: NodeParts): Promise<FederationNode<ListingStore>> {
  const node = await FederationNode.open({
    store,
    signer: signerOf(keys.seed),
    headFile,
    protocol: PROTOCOL,
    calculator,
    reactions: reactionsOf(settings),
    chores: SCHEDULED_TASKS,
    clock: CLOCK,
    policies: settings.policies,
    proposalQuota: settings.proposalQuota,
    trustClock: settings.trustClock,
    keyIsNew,
    onError: (error, about) => log.error({ err: error, about }, 'a reaction failed'),
  })
  const stop = await node.signingStop()
  if (stop !== null) log.warn(stop.reason)
  return node
}

async function announce(
  node: FederationNode,
  settings: Settings,
  keys: KeyFile,
  multiaddrs: readonly string[],
  log: Logger,
): Promise<void> {
  const facts = { name: settings.name, graphqlUrl: null, multiaddrs, recoveryKeyHash: keys.recoveryKeyHash }
  const announced = await node.execute({
    principal: 'node',
    mutation: 'announce',
    idempotencyKey: null,
    input: {},
    run: announceIfChanged(facts),
  })
  if (!announced.ok) log.warn(`not announced: ${announced.refusal.message}`)
}

/** The admin's token lies in a file of the data folder, and nothing else does in that file. */
async function keepAdminToken(node: FederationNode, dataDir: string): Promise<string> {
  const path = join(dataDir, ADMIN_TOKEN_FILE)
  const known = existsSync(path) ? (await readFile(path, 'utf8')).trim() : ''
  const token = await node.store.read((reader) => findTokenByText(reader, known, node.clock()))
  if (token !== null) return known
  const created = await node.execute({
    principal: 'node',
    mutation: 'createToken',
    idempotencyKey: null,
    input: {},
    run: createToken({ name: ADMIN_TOKEN_FILE, role: 'ADMIN' }),
  })
  if (!created.ok) throw new Error(created.refusal.message)
  const text = tokenText(node.signer, String(created.value.tokenId))
  await writeSecret(path, `${text}\n`)
  return text
}

/**
 * Collects once, some time after the start, what starting has left in the heap: V8 would keep room for as much. Returns a
 * function that cancels it.
 */
function releaseMemory(): () => void {
  const timer = setTimeout(() => {
    setFlagsFromString('--expose-gc')
    runInNewContext('gc')()
  }, STARTED_MS).unref()
  return () => clearTimeout(timer)
}

/** Repeats work with a pause after each time, and reports what fails. Returns a function that stops it. */
function repeat(seconds: number, work: () => Promise<void>, onError: (error: unknown) => void): () => Promise<void> {
  let stopped = false
  let running = Promise.resolve()
  const once = async () => {
    await work().catch(onError)
    if (!stopped) timer = setTimeout(next, seconds * 1000)
  }
  const next = () => {
    running = once()
  }
  let timer = setTimeout(next, 0)
  return async () => {
    stopped = true
    clearTimeout(timer)
    await running
  }
}
