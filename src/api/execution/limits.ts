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
/** A piece of an attachment. */
export const PART_BYTES_MAX = 1024 * 1024
/** So many bytes of an answer cost as much as a value. */
export const BYTES_PER_COST = 160
/** How long a query or one execution of a subscription may take, from its turn on. */
export const ANSWER_MS_MAX = 10_000
/** The largest answer of a query or of one execution of a subscription. */
export const ANSWER_BYTES_MAX = 32 * 1024 * 1024
/**
 * How long a snapshot may be kept open while others wait for the database: a mutation may wait for three, one for its
 * token, one for its own work and one for its answer.
 */
export const SNAPSHOT_MS_MAX = 200
/** Lists whose length no argument gives are counted as this long. */
export const LIST_LENGTH = 10
