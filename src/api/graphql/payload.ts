import { ObjectType } from 'type-graphql'
import type { ApiContext } from '../execution/context.ts'
import type { Views } from '../execution/views.ts'
import { still } from './errors.ts'
import { fieldResolver } from './field-resolver.ts'
import type { NodeType } from './nodes.ts'

/** The one field of a payload: what the mutation was about, as it is now. */
interface PayloadField<Answer> {
  readonly name: string
  readonly type: () => object
  readonly description: string
  readonly read: (views: Views, answer: Answer, context: ApiContext) => unknown
}

/**
 * A mutation's payload type and its resolver. A command returns ids; the object is read afterwards, so that a repeated
 * mutation shows its present state.
 */
export function payload<Answer>(name: string, description: string, field: PayloadField<Answer>) {
  @ObjectType(`${name}Payload`, { description })
  class Payload {}

  const PayloadResolver = fieldResolver<Answer>(() => Payload, {
    ...field,
    read: (answer, context) => context.read((views) => field.read(views, answer, context)),
  })
  return { Payload, PayloadResolver }
}

/** The payload of mutations about one node, which the command answers as `<field>Id`. */
export function nodePayload(node: NodeType, field: string, type: () => object) {
  const words = field.replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`)
  return payload<Readonly<Record<string, string>>>(node, `The ${words} after the mutation.`, {
    name: field,
    type,
    description: `The ${words} as it is now.`,
    read: async (views, answer) => {
      const id = answer[`${field}Id`] ?? ''
      return still(await views.find(node, id), id)
    },
  })
}
