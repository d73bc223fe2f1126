import { writeFileSync } from 'node:fs'
import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { isMainThread } from 'node:worker_threads'

// Loaded into a node by NODE_OPTIONS: on SIGUSR2 it collects garbage and writes down what is left.
const file = process.env.HEAP_FILE
if (isMainThread && file !== undefined) {
  setFlagsFromString('--expose-gc')
  const collect = runInNewContext('gc')
  process.on('SIGUSR2', () => {
    collect()
    collect()
    const { heapUsed, external, rss } = process.memoryUsage()
    writeFileSync(file, JSON.stringify({ heapUsed, external, rss }))
  })
}
