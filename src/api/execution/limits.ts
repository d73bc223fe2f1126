/** The largest body of a request, and message of a socket. */
export const BODY_BYTES_MAX = 16 * 1024 * 1024
/**
 * The largest document. The whole node waits while one is parsed and validated: long lists and texts come as variables,
 * which cost less.
 */
export const DOCUMENT_CHARS_MAX = 1024 * 1024
export const TOKENS_MAX = 100_000
/** Fields, fragments, operations and variables of a document. */
export const DOCUMENT_PARTS_MAX = 20_000
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
