import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'

/**
 * The source of the dashboard, in one line each file, without what is made from other files: what it no longer says. What
 * it says as rendered: rendered.test.tsx.
 */
const TEXT = readdirSync('src/dashboard', { recursive: true, encoding: 'utf8' })
  .filter((path) => /\.tsx?$/.test(path) && !path.startsWith('generated'))
  .map((path) => readFileSync(join('src/dashboard', path), 'utf8').replace(/\s+/g, ' '))
  .join('\n')

test.each([
  ['No open debts.', 'Nobody owes us'],
  ['Net: owed to us', 'All in all we are owed'],
  ['from another node', 'told by another node'],
  ['… is now active', 'noted that everybody has signed'],
  ['… was netted', 'A part of the debt'],
  ['answers automatically', 'by itself'],
  ['provides the <strong>', 'provides: <strong>'],
  ["title: 'Open'", 'Still owed'],
  ['ended without a result', 'by a machine'],
  ['Import CSV', 'Read in a table'],
  ['Export CSV', 'Save as a table'],
  ['A CSV file', 'A table in the form CSV'],
  ['becomes due once', 'owed as soon as it is confirmed'],
  ['Propose an outcome', 'Say how it should end'],
  ['choose the same outcome', 'say the same outcome'],
  ['Write off', 'verb="Forgive"'],
  ['to be returned', 'Owed back'],
  ['this is the largest possible set-off', 'checked the proof that nobody'],
  ['does not change anybody’s net position', 'owed all in all as it is'],
  ['join no other round until', 'What takes part is reserved'],
  ['or your debts stay out', 'is left out in'],
  ['Joint decisions', 'Deciding together'],
  ["CUSTOM: 'Custom'", 'Own kind'],
  ['Credit limit between two parties', 'Most that one may owe another'],
  ['Decimal places', 'Digits after the decimal mark"'],
  ['Propose netting automatically', 'A netting round is proposed by itself'],
  ['Notice a party must give before leaving', 'How long before leaving'],
  ['Add a resource', 'Add another thing'],
  ['Renews automatically for', 'Renews itself for'],
  ['each party may owe any other at most', 'each party may owe each other one'],
  ['the last signature', 'Holds from when all have signed'],
  ['verb="Resume"', 'Lift our suspension'],
  ['(new)', 'nothing →'],
  ['based on version', 'just now, to version'],
  ['Inactive', 'Not heard of lately'],
  ['Conflicting records', 'Contradicts itself'],
  ['Currencies', 'Deals in'],
  ['Their remaining credit', 'They may still owe'],
  ["'Valid'", 'It holds.'],
  ['Failed', 'Not good'],
  ['not shared', 'told to nobody'],
  ['reconnects automatically', 'after every loss'],
  ['Publish', '>Announce<'],
  ['Theme', 'As the system'],
  ['It has changed meanwhile.', 'Somebody may have been faster'],
])('the dashboard says “%s”, and no longer “%s”', (better, before) => {
  expect(TEXT.includes(better)).toBe(true)
  expect(TEXT.includes(before)).toBe(false)
})
