import { once } from 'node:events'
import { createServer } from 'node:net'
import { multiaddr } from '@multiformats/multiaddr'
import type { Settings } from '../../config/index.ts'
import { failureText } from '../failure.ts'
import { ADMIN_TOKEN_FILE, clientOf, type RunningNodeClient, urlOf } from '../running.ts'
import { type Check, ok, problem, warning } from './check.ts'

const PROBE_MS_MAX = 5_000

interface Peer {
  readonly connected: boolean
  readonly inSync: boolean
  readonly mustUpgrade: 'THIS_NODE' | 'THE_PEER' | null
}

interface Stop {
  readonly reason: string
}

/** The node that answers at the configured address; null if none does. */
export async function findRunning(settings: Settings): Promise<'rochdale' | 'other' | null> {
  if (settings.httpPort === 0) return null
  try {
    const response = await fetch(`${urlOf(settings)}/readyz`, { signal: AbortSignal.timeout(PROBE_MS_MAX) })
    const body = (await response.json()) as { readonly ready?: unknown }
    return typeof body.ready === 'boolean' ? 'rochdale' : 'other'
  } catch (error) {
    return error instanceof TypeError ? null : 'other'
  }
}

/** A node that runs: whether it is the one of this data folder, ready, and in touch with others. */
export async function checkRunning(settings: Settings): Promise<Check[]> {
  const name = 'node'
  let client: RunningNodeClient
  let found: { readonly peers: readonly Peer[]; readonly self: { readonly signingStop: Stop | null } }
  try {
    client = await clientOf({})
    found = await client.request('query { peers { connected inSync mustUpgrade } self { signingStop { reason } } }')
  } catch (error) {
    return [problem(name, `a node runs at ${urlOf(settings)}, but not with this data folder: ${failureText(error)}`)]
  }
  const answer = await fetch(`${client.url}/readyz`)
  const { ready, missing } = (await answer.json()) as { readonly ready: boolean; readonly missing: readonly string[] }
  return [
    ready ? ok(name, `runs at ${client.url}`) : problem(name, `runs at ${client.url}, but lacks ${missing.join(', ')}`),
    ok(ADMIN_TOKEN_FILE, 'opens the API'),
    checkSigning(found.self.signingStop),
    checkPeers(found.peers),
  ]
}

function checkSigning(stop: Stop | null): Check {
  return stop === null ? ok('signing', 'normally') : problem('signing', `it does not sign: ${stop.reason}`)
}

function checkPeers(peers: readonly Peer[]): Check {
  const connected = peers.filter((peer) => peer.connected)
  if (connected.length === 0)
    return warning('peers', 'none is connected: rochdale peers connect <multiaddr>, or set ROCHDALE_BOOTSTRAP')
  if (connected.some(({ mustUpgrade }) => mustUpgrade === 'THIS_NODE')) {
    return warning(
      'peers',
      'some run newer rules, and come to other states than this node: install a newer version here',
    )
  }
  const behind = connected.filter(({ inSync }) => !inSync).length
  return ok('peers', `${connected.length} connected, ${behind === 0 ? 'all in sync' : `${behind} not in sync yet`}`)
}

/** Whether the ports of a stopped node are free. */
export async function checkPorts(settings: Settings): Promise<Check[]> {
  const checks = [await checkPort('http port', settings.httpHost, settings.httpPort, 'ROCHDALE_HTTP_PORT')]
  for (const address of settings.p2pListen) {
    const { host, port } = placeOf(address)
    if (host !== null) checks.push(await checkPort('peer port', host, port, 'ROCHDALE_P2P_LISTEN'))
  }
  return checks
}

/** Null if the host is a name: only listening shows whether it is this machine's. */
function placeOf(address: string): { readonly host: string | null; readonly port: number } {
  const parts = multiaddr(address).getComponents()
  const host = parts.find(({ name }) => name === 'ip4' || name === 'ip6')?.value ?? null
  return { host, port: Number(parts.find(({ name }) => name === 'tcp')?.value) }
}

async function checkPort(name: string, host: string, port: number, setting: string): Promise<Check> {
  const server = createServer()
  try {
    server.listen(port, host)
    await once(server, 'listening')
    return ok(name, port === 0 ? 'any free one' : `${host} ${port} is free`)
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException
    if (code === 'EADDRINUSE')
      return problem(name, `another program listens on ${host} ${port}: stop it, or set ${setting} to another port`)
    if (code === 'EACCES')
      return problem(name, `this user may not listen on port ${port}: set ${setting} to one above 1023`)
    return problem(name, `${host} ${port} cannot be listened on (${code}): set ${setting}`)
  } finally {
    server.close()
  }
}
