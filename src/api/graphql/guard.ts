import {
  defaultFieldResolver,
  type GraphQLField,
  type GraphQLFieldResolver,
  type GraphQLSchema,
  getNamedType,
  isIntrospectionType,
  isLeafType,
  isObjectType,
} from 'graphql'
import type { ApiContext } from '../execution/context.ts'
import type { Role } from './enums.ts'
import { apiError } from './errors.ts'

/** Puts the role of each root field, and the check of what it was given, before its resolver. */
export function guardRootFields(schema: GraphQLSchema): void {
  for (const type of [schema.getQueryType(), schema.getMutationType()]) {
    for (const field of Object.values(type?.getFields() ?? {})) {
      field.resolve = guarded(field.name, requiredRole(field), field.resolve)
    }
  }
  for (const field of Object.values(schema.getSubscriptionType()?.getFields() ?? {})) {
    field.subscribe = guarded(field.name, requiredRole(field), field.subscribe)
  }
}

/** The role that `@Auth` gave a root field. */
export function requiredRole({ name, extensions }: { readonly name: string; readonly extensions: object }): Role {
  const { requires } = extensions as { readonly requires?: Role }
  if (requires === undefined) throw new Error(`the root field ${name} does not say whom it is for: add @Auth`)
  return requires
}

/** Counts what every field answers, so that an answer that grows too large is given up before it is written. */
export function countAnswers(schema: GraphQLSchema): void {
  for (const type of Object.values(schema.getTypeMap())) {
    if (!isObjectType(type) || isIntrospectionType(type)) continue
    for (const field of Object.values(type.getFields())) field.resolve = counted(field)
  }
}

function counted({ name, type, resolve = defaultFieldResolver }: GraphQLField<unknown, ApiContext>): Resolver {
  const isLeaf = isLeafType(getNamedType(type))
  const count = (value: unknown, { budget, kind }: ApiContext) => {
    // A mutation's result is always returned.
    if (kind !== 'mutation') budget.spend(name.length + (isLeaf ? sizeOf(value) : FIELD_BYTES))
    return value
  }
  return (root, args, context, info) => {
    const value = resolve(root, args, context, info)
    return isPromise(value) ? value.then((later) => count(later, context)) : count(value, context)
  }
}

/** Quotes, colon, comma and the like around a value. */
const FIELD_BYTES = 6

function sizeOf(value: unknown): number {
  if (typeof value === 'string') return FIELD_BYTES + Buffer.byteLength(value)
  if (typeof value !== 'object' || value === null) return FIELD_BYTES
  let size = FIELD_BYTES
  for (const inner of Object.values(value)) size += sizeOf(inner)
  return size
}

function isPromise(value: unknown): value is Promise<unknown> {
  return typeof (value as { then?: unknown } | null | undefined)?.then === 'function'
}

type Resolver = GraphQLFieldResolver<unknown, ApiContext>

function guarded(name: string, role: Role, resolve: Resolver | undefined): Resolver {
  if (resolve === undefined) throw new Error(`the root field ${name} has no resolver`)
  return (root, args, context, info) => {
    context.require(role)
    refuseUnstorable(args)
    return resolve(root, args, context, info)
  }
}

/** Nothing that a database or a canonical document could not hold gets any further. */
function refuseUnstorable(value: unknown): void {
  if (typeof value === 'string') {
    if (value.includes('\u0000') || !value.isWellFormed()) {
      throw apiError('BAD_USER_INPUT', 'a text holds U+0000 or a lone surrogate, which no entry can carry')
    }
  } else if (typeof value === 'number') {
    // GraphQL reads the literal 1e400 as infinity, which JSON writes as null.
    if (!Number.isFinite(value)) throw apiError('BAD_USER_INPUT', 'a number is too large')
  } else if (typeof value === 'object' && value !== null) {
    for (const inner of Object.values(value)) refuseUnstorable(inner)
  }
}
