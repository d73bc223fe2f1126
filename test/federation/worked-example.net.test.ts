import { expect, test } from 'vitest'
import { playWorkedExample } from '../../src/cli/demo/story.ts'
import { TestFederation } from '../support/federation.ts'

test('three processes discover each other, agree, owe, net, pay and attest, and their books are equal', async () => {
  await using federation = new TestFederation()
  const [alder, birch, cedar] = await federation.startAll(['Alder', 'Birch', 'Cedar'])
  const cast = {
    alder: { name: 'Alder', client: alder.client },
    birch: { name: 'Birch', client: birch.client },
    cedar: { name: 'Cedar', client: cedar.client },
  }
  const outcome = await playWorkedExample(cast, () => {})
  expect(outcome.setOffTotal).toBe('18000')
  expect(outcome.residualTotal).toBe('6000')
  expect(outcome.transfers).toEqual(['Alder pays Birch 40.00 EUR', 'Birch pays Cedar 20.00 EUR'])
  expect(new Set(outcome.digests).size).toBe(1)
})
