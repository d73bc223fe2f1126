import { expect, test } from 'vitest'
import { GraphqlError } from '../../src/cli/client.ts'
import { failureText, printableLog } from '../../src/cli/index.ts'
import { describeProblems } from '../../src/cli/net/report.ts'
import { tableText } from '../../src/cli/table.ts'
import { describeVerification, fails, note } from '../../src/cli/verify/finding.ts'
import type { ImportReport } from '../../src/imports/index.ts'

const FORGED = 'Alder\u001b[2J\n  ok       signed by all\u202e'
const SHOWN = 'Alder\\u{1b}[2J\\u{a}  ok       signed by all\\u{202e}'

test('a table keeps foreign text in its cell', () => {
  expect(tableText(['NAME', 'DID'], [[FORGED, 'did:x']])).toBe(
    `NAME${' '.repeat(SHOWN.length - 4)}  DID\n${SHOWN}  did:x\n`,
  )
})

test('what was verified keeps foreign text in its line', () => {
  const verification = { what: FORGED, findings: [fails(FORGED), note(FORGED)] }
  expect(describeVerification(FORGED, verification)).toBe(
    `${SHOWN}: ${SHOWN}\n  FAILS    ${SHOWN}\n  note     ${SHOWN}\nit does NOT hold\n`,
  )
})

test('what a node refuses keeps foreign text in its line', () => {
  expect(failureText(new GraphqlError([{ message: FORGED }, { message: 'second' }]))).toBe(
    `ERROR: ${SHOWN}\nERROR: second`,
  )
})

test('what is wrong with a row keeps foreign text in its line', () => {
  const problems = [{ line: 2, column: null, message: FORGED }]
  const report = { problems, problemCount: 1, rejectedCount: 1, isCutOff: false } as unknown as ImportReport
  expect(describeProblems(report, false).split('\n')[0]).toBe(`line 2 ${SHOWN}`)
})

test('a log on a terminal keeps foreign text in its line, and the lines of a stack', () => {
  const line = JSON.stringify({ level: 30, name: FORGED, err: { stack: 'Error: x\n    at \u001bhere' }, msg: FORGED })
  expect(JSON.parse(printableLog(`${line}\n`))).toEqual({
    level: 30,
    name: SHOWN,
    err: { stack: 'Error: x\n    at \\u{1b}here' },
    msg: SHOWN,
  })
})
