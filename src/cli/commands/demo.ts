import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Command } from 'commander'
import { playAtWork } from '../demo/at-work.ts'
import { NodeProcess } from '../demo/processes.ts'
import { playWorkedExample } from '../demo/story.ts'

const NAMES = ['Alder', 'Birch', 'Cedar'] as const
/** The votes of a motion are counted by the periodic check. */
const QUICK_CHECKS = { ROCHDALE_CHECK_SECONDS: '2' }

export function addDemo(program: Command): void {
  program
    .command('demo')
    .description(
      'start three nodes (Alder, Birch, Cedar) and play the worked example and agreements at work through their public APIs',
    )
    .option('--exit', 'end when the example has been played, with an exit code that says whether it went well')
    .action(async ({ exit }: { exit?: boolean }) => await demo(exit === true))
}

async function demo(exit: boolean): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'rochdale-demo-'))
  const nodes: NodeProcess[] = []
  try {
    await startNodes(folder, nodes)
    const [alder, birch, cedar] = nodes.map(({ options, client }) => ({ name: options.name, client }))
    if (alder === undefined || birch === undefined || cedar === undefined) throw new Error('three nodes were started')
    const cast = { alder, birch, cedar }
    const outcome = await playWorkedExample(cast, say)
    say(`   ${outcome.transfers.join(', ')}; everything settled, the same digest at all three.`)
    const { motion, recognition } = await playAtWork(cast, outcome.agreementId, say)
    say(
      `\nDone: the motion is ${motion}, the guest is recognised (${recognition}), and every debt was signed by both sides.`,
    )
    if (!exit) await explore(nodes)
  } finally {
    await Promise.all(nodes.map((node) => node[Symbol.asyncDispose]()))
    await rm(folder, { recursive: true, force: true })
  }
}

async function startNodes(folder: string, nodes: NodeProcess[]): Promise<void> {
  say(
    'Starting three nodes, each with its own key, its own database and its own process (the first start takes a while)',
  )
  for (const name of NAMES) {
    const bootstrap = nodes.slice(0, 1).map(({ multiaddr }) => multiaddr)
    const dataDir = join(folder, name.toLowerCase())
    const node = await NodeProcess.start({ name, dataDir, bootstrap, env: QUICK_CHECKS })
    nodes.push(node)
    say(`   ${name} runs as process ${node.pid} at ${node.client.url}/graphql`)
  }
}

async function explore(nodes: readonly NodeProcess[]): Promise<void> {
  say('\nThe nodes stay up to be explored; Ctrl-C ends them. Dashboards, signed in as admin:')
  for (const { options, client } of nodes) say(`   ${options.name}: ${client.url}/#token=${client.token}`)
  await new Promise<void>((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => resolve())
  })
}

function say(line: string): void {
  process.stdout.write(`${line}\n`)
}
