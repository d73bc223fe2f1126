import { describe, expect, test } from 'vitest'
import { Cooperative, until } from './support/cooperative.ts'

describe('two cooperatives meet', () => {
  test('by a bootstrap address with the peer id', async () => {
    await using one = await Cooperative.start(1)
    await using two = await Cooperative.start(2, { bootstrap: [one.address] })
    await until('connected', () => one.peer(two)?.connected === true && two.peer(one)?.connected === true)
    expect(two.peer(one)?.address).toContain('/ip4/127.0.0.1/tcp/')
    await until('in sync', () => one.peer(two)?.inSync === true && two.peer(one)?.inSync === true)
    const [hash] = await one.member.publish('hello')
    const ms = await until('arrived', () => two.member.has(hash!))
    console.log('ms', ms)
  })
})
