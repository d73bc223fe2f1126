import { type ExecutionArgs, type ExecutionResult, execute } from 'graphql'
import type { ApiContext } from './context.ts'

export type AnswerArgs = ExecutionArgs & { readonly contextValue: ApiContext }

/**
 * Executes an operation within its budget. A query whose snapshot blocked others is restarted, as long as it has time; one
 * that has used up its budget is answered with that error alone.
 */
export async function answer(args: AnswerArgs): Promise<ExecutionResult> {
  const { kind, environment } = args.contextValue
  const answered = answerAll(args, [args.rootValue])
  const [result] = await (kind === 'mutation' ? environment.shares.mutate(answered) : answered)
  return result ?? {}
}

/** Executes an operation for several values at its root, in one snapshot and within one budget. */
export async function answerAll(args: AnswerArgs, rootValues: readonly unknown[]): Promise<ExecutionResult[]> {
  const context = args.contextValue
  const { budget, principal } = context
  const { shares } = context.environment
  const leave = shares.attend(principal)
  try {
    for (;;) {
      // What needs no database is complete when this returns.
      const { executing } = await shares.intake(principal, () => ({
        executing: rootValues.map((rootValue) => execute({ ...args, rootValue })),
      }))
      const results = await Promise.all(executing)
      await context.close()
      const { over } = budget
      if (over === null) return results
      if (!budget.mustYield) return rootValues.map(() => ({ errors: [over] }))
      await context.renew()
    }
  } finally {
    leave()
    await context.finish()
  }
}
