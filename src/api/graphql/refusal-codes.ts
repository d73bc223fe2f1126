import { GraphQLEnumType } from 'graphql'
import { refuseAgreements } from '../../agreements/index.ts'
import { settingsCommands } from '../../app/index.ts'
import { refuseAttestations } from '../../attestations/index.ts'
import { refuseClearing } from '../../clearing/index.ts'
import { refuseGovernance } from '../../governance/index.ts'
import { refuseIdentity } from '../../identity/index.ts'
import { type RefusalClass, refuseKernel } from '../../kernel/index.ts'
import { refuseLog } from '../../log/index.ts'
import { refuseList, refuseNode } from '../../node/index.ts'
import { refuseRegistry } from '../../registry/index.ts'
import { refuseResources } from '../../resources/index.ts'
import { ERROR_CODES } from './enums.ts'
import { codeOfRefusal } from './errors.ts'

const REFUSALS: readonly { readonly codes: Readonly<Record<string, RefusalClass>> }[] = [
  refuseKernel,
  refuseIdentity,
  refuseLog,
  refuseRegistry,
  refuseAgreements,
  refuseClearing,
  refuseAttestations,
  refuseGovernance,
  refuseResources,
  refuseNode,
  refuseList,
  settingsCommands.refuse,
]

/** Every rule that can say no, by the name that `extensions.refusal` gives it. */
export const REFUSAL_CODES: Readonly<Record<string, RefusalClass>> = Object.fromEntries(
  REFUSALS.flatMap(({ codes }) => Object.entries(codes)),
)

export const errorCodeType = new GraphQLEnumType({
  name: 'ErrorCode',
  description:
    'The values of `extensions.code`. Closed: a client can switch over it. Refusals name the rule that said no, e.g. agreements.unknown-counterparty.',
  values: Object.fromEntries(Object.entries(ERROR_CODES).map(([name, description]) => [name, { description }])),
})

export const refusalCodeType = new GraphQLEnumType({
  name: 'RefusalCode',
  description:
    'The rules that can say no. `extensions.refusal` carries the name that stands in the description of a value; new ones may come with any version.',
  values: Object.fromEntries(
    Object.entries(REFUSAL_CODES).map(([name, kind]) => [
      name.toUpperCase().replaceAll(/[^A-Z0-9]+/g, '_'),
      {
        value: name,
        description: `\`${name}\`: answered with the code ${codeOfRefusal({ code: name, class: kind })}.`,
      },
    ]),
  ),
})
