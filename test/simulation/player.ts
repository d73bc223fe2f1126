import { parentPort } from 'node:worker_threads'
import { type Played, playFederation } from './federation.ts'

/** What a story came to, or what broke it. */
export type Report = Played | { readonly seed: number; readonly problems: readonly string[] }

/** A thread that plays the seed that it is sent, and answers what came of it. */
parentPort?.on('message', async (seed: number) => {
  parentPort?.postMessage(await play(seed))
})

async function play(seed: number): Promise<Report> {
  try {
    return await playFederation(seed)
  } catch (error) {
    return { seed, problems: [error instanceof Error ? (error.stack ?? error.message) : String(error)] }
  }
}
