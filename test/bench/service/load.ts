import { Agent, request } from 'node:http'
import { medianOf } from './measure.ts'

/** What a number of clients have got done, each of which asks again as soon as it is answered. */
export interface Load {
  readonly count: number
  readonly perSecond: number
  /** Of the time from a question to its answer, in milliseconds. */
  readonly medianMs: number
}

export interface Clients {
  readonly url: string
  readonly token: string | null
  readonly connections: number
  readonly ms: number
  /** The next request's body. */
  readonly next: () => string
}

/** Asks over so many connections, which are kept open, for so long, at least once on each. An answer with an error ends it. */
export async function askFor({ url, token, connections, ms, next }: Clients): Promise<Load> {
  const agent = new Agent({ keepAlive: true, maxSockets: connections })
  const waits: number[] = []
  const start = performance.now()
  const client = async () => {
    do {
      const asked = performance.now()
      await ask({ agent, url, token }, next())
      waits.push(performance.now() - asked)
    } while (performance.now() - start < ms)
  }
  try {
    await Promise.all(Array.from({ length: connections }, client))
  } finally {
    agent.destroy()
  }
  const seconds = (performance.now() - start) / 1000
  return { count: waits.length, perSecond: waits.length / seconds, medianMs: medianOf(waits).value }
}

interface Target {
  readonly agent: Agent
  readonly url: string
  readonly token: string | null
}

function ask({ agent, url, token }: Target, body: string): Promise<void> {
  return new Promise((resolve, reject) => {
    const headers = {
      'content-type': 'application/json',
      'content-length': Buffer.byteLength(body),
      ...(token === null ? {} : { authorization: `Bearer ${token}` }),
    }
    const sent = request(url, { agent, method: 'POST', headers }, (response) => {
      let text = ''
      response.setEncoding('utf8')
      response.on('data', (part: string) => {
        text += part
      })
      response.on('end', () => {
        if (response.statusCode === 200 && !text.includes('"errors"')) resolve()
        else reject(new Error(`${url} answered ${response.statusCode}: ${text.slice(0, 500)}`))
      })
    })
    sent.on('error', reject)
    sent.end(body)
  })
}
