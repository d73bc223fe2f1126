/** The largest body of a request, and message of a socket. */
export const BODY_BYTES_MAX = 16 * 1024 * 1024
/** The longest document: room for 10,000 obligations written as literals. */
export const TOKENS_MAX = 400_000
/** How many fields deep an operation may nest. Introspection has a rule of its own in graphql-js. */
export const DEPTH_MAX = 12
/** What an operation may cost: about the number of values that its answer could hold. */
export const COST_MAX = 250_000
/** What a field costs that reads everything of an agreement, or of a cooperative, whatever it shows of it. */
export const SCOPE_COST = 1_000
/** What a netting costs: its inputs are rebuilt, and its certificate is checked. */
export const NETTING_COST = 10_000
/** Lists whose length no argument gives are counted as this long. */
export const LIST_LENGTH = 10
