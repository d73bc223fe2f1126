import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { readCsv, readDebts, writeCsv } from '../../src/dashboard/logic/csv.ts'
import { formatPlain } from '../../src/dashboard/logic/money.ts'
import { amountsAfter, buildNetwork } from '../../src/dashboard/logic/network.ts'
import { referenceText } from '../../src/dashboard/logic/words.ts'

const party = (name: string) => ({ did: `did:${name}`, name })
const [A, B, C] = [party('Alder'), party('Birch'), party('Cedar')] as const
const CONTEXT = { parties: [A, B, C], currencies: [{ code: 'EUR', scale: 2 }], locale: 'en' }

describe('a table of debts', () => {
  test('is read by its header, whatever the order of the columns, with names or identifiers', () => {
    const text =
      'Amount,debtor,creditor,currency,dueDate,reference\r\n"1,200.50",alder,did:Birch,EUR,2027-01-31,"a ""b"", c"\r\n'
    expect(readDebts(text, CONTEXT)).toEqual({
      rows: [
        {
          debtor: A.did,
          creditor: B.did,
          amount: '120050',
          currency: 'EUR',
          reference: 'a "b", c',
          dueDate: '2027-01-31T00:00:00.000Z',
        },
      ],
      lines: [2],
      problems: [],
    })
  })

  test('may have semicolons and a decimal comma, as spreadsheets of many countries save it', () => {
    const file = readDebts('\uFEFFdebtor;creditor;amount;currency\nAlder;Birch;1.200,50;EUR\n', {
      ...CONTEXT,
      locale: 'de',
    })
    expect(file.rows[0]?.amount).toBe('120050')
  })

  test('is told line by line what is wrong with it', () => {
    const lines = [
      'Elder,Birch,1,EUR,',
      'Alder,Alder,1,EUR,',
      'Alder,Birch,-1,EUR,',
      'Alder,Birch,1,USD,',
      'Alder,Birch,1,EUR,2027-02-30',
    ]
    const { problems, rows } = readDebts(`debtor,creditor,amount,currency,dueDate\n${lines.join('\n')}\n`, CONTEXT)
    expect(rows).toEqual([])
    expect(problems.map(({ line, problem }) => `${line} ${problem}`)).toEqual([
      expect.stringMatching(/^2 “Elder” is no party/),
      expect.stringMatching(/^3 Debtor and creditor are the same/),
      expect.stringMatching(/^4 Write an amount without a minus/),
      expect.stringMatching(/^5 The agreement has no currency “USD”, but EUR/),
      expect.stringMatching(/^6 “2027-02-30” is no date/),
    ])
  })

  test.each([
    ['who,whom\n', /debtor, creditor, amount, currency is missing/],
    ['debtor,creditor,amount,currency\n', /no debt below/],
    ['debtor,creditor\n"Alder', /quotation mark/],
  ])('%j is refused as a whole', (text, problem) => {
    expect(readDebts(text, CONTEXT).problems[0]?.problem).toMatch(problem)
  })

  test('that was written is read back the same; only what a spreadsheet would run gets an apostrophe', () => {
    const cell = fc.string().map((text) => `x${text.replaceAll('\r', '')}`)
    fc.assert(
      fc.property(fc.array(fc.array(cell, { minLength: 2, maxLength: 2 }), { minLength: 1 }), (body) => {
        const rows = [['a', 'b'], ...body]
        expect(readCsv(writeCsv(rows))).toEqual({ ok: true, value: rows })
      }),
    )
    expect(writeCsv([['=1+1', '-5', 'plain']])).toBe("'=1+1,'-5,plain\r\n")
    expect([formatPlain('12050', 2), formatPlain('7', 2), formatPlain('7', 0)]).toEqual(['120.50', '0.07', '7'])
  })
})

test('the worked example as a picture: one circle takes 60 from each of three lines, and 60 are left', () => {
  const debts = [
    { debtor: A, creditor: B, remaining: '7000' },
    { debtor: A, creditor: B, remaining: '3000' },
    { debtor: B, creditor: C, remaining: '8000' },
    { debtor: C, creditor: A, remaining: '6000' },
  ]
  const network = buildNetwork(debts, [{ amount: '6000', participants: [A, B, C] }])
  expect(network.nodes.map(({ name }) => name)).toEqual(['Alder', 'Birch', 'Cedar'])
  expect([...amountsAfter(network, 0).values()]).toEqual([10_000n, 8_000n, 6_000n])
  expect([...amountsAfter(network, 1).values()]).toEqual([4_000n, 2_000n, 0n])
})

test('a reference is what somebody wrote, and not the digits that the node puts where nobody did', () => {
  expect(referenceText('invoice 17')).toBe('invoice 17')
  expect(referenceText('4e23f7186bfb538d1f699d2f64148a1b')).toBeNull()
  expect(referenceText(null)).toBeNull()
})
