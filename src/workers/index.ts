/** workers: long computations beside the event loop, in a thread of their own. */
export { openCalculator } from './pool.ts'
