import type { z } from 'zod'
import { field, input } from '../input.ts'

const record = field.id.describe('The record.')

export const AddRecordInput = input('AddRecordInput', 'A record of a type that the agreement describes.', {
  agreementId: field.id.describe('The custom agreement.'),
  type: field.text.describe('The name of the type, as in recordTypes of the terms.'),
  payload: field.json.describe('What is recorded: valid by the schema of the type.'),
  reference: field.text.describe('A number or the like, by which lists find it.').nullish(),
})
export type AddRecordInput = z.infer<typeof AddRecordInput>

export const ConfirmRecordInput = input('ConfirmRecordInput', 'The record to consent to.', { recordId: record })
export type ConfirmRecordInput = z.infer<typeof ConfirmRecordInput>

export const DisputeRecordInput = input('DisputeRecordInput', 'Why a record is wrong.', {
  recordId: record,
  reason: field.text.describe('Why.'),
})
export type DisputeRecordInput = z.infer<typeof DisputeRecordInput>

export const WithdrawRecordInput = input('WithdrawRecordInput', 'The own record to withdraw, before it is confirmed.', {
  recordId: record,
  reason: field.text.describe('Why.').nullish(),
})
export type WithdrawRecordInput = z.infer<typeof WithdrawRecordInput>
