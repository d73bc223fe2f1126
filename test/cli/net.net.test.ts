import { spawnSync } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { TestFolder } from '../support/folders.ts'

function net(text: string | Buffer, ...options: readonly string[]) {
  using folder = new TestFolder()
  const path = folder.at('invoices.csv')
  writeFileSync(path, text)
  const { status, stdout, stderr } = spawnSync(process.execPath, ['dist/main.js', 'net', path, ...options], {
    encoding: 'utf8',
  })
  return { status, stdout, stderr }
}

const HEADER = 'debtor,creditor,amount,currency,id\n'
const TRIANGLE = `${HEADER}A,B,1,EUR,ab\nB,C,0.80,EUR,bc\nC,A,0.6,EUR,ca\n`

test('the worked example is netted without a node', () => {
  const { status, stdout } = net(TRIANGLE)
  expect(status).toBe(0)
  expect(stdout).toMatch(/gross +2\.40\n +set off +1\.80 +75\.0 %\n +residual +0\.60/)
  expect(stdout).toContain('A pays B 0.40\n    B pays C 0.20\n')
})

test('its JSON has the fields of a NettingResult, and nothing but JSON on standard output', () => {
  const { status, stdout } = net(`${TRIANGLE}X,X,7,hours,self\n`, '--json', '--scale', 'HOURS=0')
  expect(status).toBe(0)
  const [euro, hours] = JSON.parse(stdout)
  expect(euro).toMatchObject({
    ...{ currency: 'EUR', scale: 2, objective: 'SET_OFF', participantCount: 3, obligationCount: 3 },
    ...{ grossTotal: '240', setOffTotal: '180', residualTotal: '60', cycleCount: 1, transferCount: 2 },
    cycles: [{ index: 0, amount: '60', participants: ['A', 'B', 'C'], obligations: ['ab', 'bc', 'ca'] }],
    transfers: [
      { from: 'A', to: 'B', amount: '40' },
      { from: 'B', to: 'C', amount: '20' },
    ],
    certificate: { verified: true },
  })
  expect(euro.netPositions.map(({ cooperative, net }: Record<string, string>) => [cooperative, net])).toEqual([
    ['A', '-40'],
    ['B', '20'],
    ['C', '20'],
  ])
  expect(hours).toMatchObject({ currency: 'HOURS', scale: 0, grossTotal: '7', setOffTotal: '7', residualTotal: '0' })
})

test.each(['least-value', 'fewest-transfers'])('%s pays 40 in two transfers', (objective) => {
  const [result] = JSON.parse(net(TRIANGLE, '--objective', objective, '--json').stdout)
  expect(result.transfers).toEqual([
    { from: 'A', to: 'B', amount: '20' },
    { from: 'A', to: 'C', amount: '20' },
  ])
})

test('rows with errors are listed by line, and nothing is computed unless they are to be left out', () => {
  const text = `${TRIANGLE}A,B,"1,5",EUR,x\n`
  const refused = net(text)
  expect(refused.status).toBe(1)
  expect(refused.stdout).toBe('')
  expect(refused.stderr).toContain("line 5, amount: '1,5' is not an amount; use 1.5")
  expect(refused.stderr).toContain('nothing was computed')
  const skipped = net(text, '--skip-invalid', '--json')
  expect(skipped.status).toBe(0)
  expect(JSON.parse(skipped.stdout)[0].setOffTotal).toBe('180')
  expect(skipped.stderr).toContain('1 row has an error and was left out')
})

test('what cannot be read is told in one sentence, without a stack', () => {
  const { status, stderr } = net('debtor;creditor\n')
  expect(status).toBe(1)
  expect(stderr).toContain('line 1 has no column amount, currency')
  expect(stderr).not.toMatch(/^\s+at /m)
})

test('amounts in minor units, and a currency for the whole file, are read on request', () => {
  const text = 'debtor,creditor,amount\nA,B,100\nB,C,80\nC,A,60\n'
  expect(net(text, '--minor', '--currency', 'EUR').stdout).toMatch(/EUR: .*\n +gross +2\.40\n/)
  const halves = net(text.replaceAll('00', '00.5'), '--currency', 'hours', '--scale', 'hours=1')
  expect(halves.stdout).toMatch(/HOURS: .*\n +gross +240\.5\n/)
  expect(net(text, '--scale', 'hours').status).toBe(2)
})

test('a file that is not UTF-8 is refused by line, and never left out in part', () => {
  const text = Buffer.from(`${TRIANGLE}M\xfcller,M\xf6ller,1,EUR,x\n`, 'latin1')
  for (const options of [[], ['--skip-invalid']]) {
    const { status, stdout, stderr } = net(text, ...options)
    expect([status, stdout]).toEqual([1, ''])
    expect(stderr).toContain('line 5 is not UTF-8: save it as UTF-8\nnothing was computed\n')
  }
})
