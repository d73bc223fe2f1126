import { type ExecutionArgs, type ExecutionResult, execute } from 'graphql'
import type { ApiContext } from './context.ts'

export type AnswerArgs = ExecutionArgs & { readonly contextValue: ApiContext }

/**
 * Executes an operation within its budget. A query whose snapshot blocked others is restarted, as long as it has time; one
 * that has used up its budget is answered with that error alone.
 */
export async function answer(args: AnswerArgs): Promise<ExecutionResult> {
  const { kind, environment } = args.contextValue
  return kind === 'mutation' ? await environment.shares.mutate(execution(args)) : await execution(args)
}

async function execution(args: AnswerArgs): Promise<ExecutionResult> {
  const context = args.contextValue
  const { budget, principal } = context
  const { shares } = context.environment
  const leave = shares.attend(principal)
  try {
    for (;;) {
      // What needs no database is complete when this returns.
      const { executing } = await shares.intake(principal, () => ({ executing: execute(args) }))
      const result = await executing
      await context.close()
      if (budget.over === null) return result
      if (!budget.mustYield) return { errors: [budget.over] }
      await context.renew()
    }
  } finally {
    leave()
    await context.finish()
  }
}
