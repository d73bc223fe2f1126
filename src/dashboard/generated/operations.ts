/** Internal type. DO NOT USE DIRECTLY. */
type Exact<T extends { [key: string]: unknown }> = { [K in keyof T]: T[K] };
/** Internal type. DO NOT USE DIRECTLY. */
export type Incremental<T> = T | { [P in keyof T]?: P extends ' $fragmentName' | '__typename' ? T[P] : never };
import type { TypedDocumentNode as DocumentNode } from '@graphql-typed-document-node/core';
/** What a token may do; each role includes the ones before it. */
export type Role =
  /** Also sets policies, makes tokens, blocks cooperatives, lifts bans and lets the node sign again. */
  | 'ADMIN'
  /** Also drafts, records, disputes, announces, vouches and connects peers. */
  | 'OPERATOR'
  /** Also does what binds: proposes, signs, confirms, forgives, terminates, accepts rounds, attests. */
  | 'SIGNER'
  /** Reads and subscribes. */
  | 'VIEWER';

/** What a change is about. */
export type SubjectKind =
  /** An agreement, or a draft of one. */
  | 'AGREEMENT'
  /** A proposed change of an agreement. */
  | 'AMENDMENT'
  /** An attestation. */
  | 'ATTESTATION'
  /** A cooperative: its profile, its vouches, whether it is blocked. */
  | 'COOPERATIVE'
  /** A netting round. */
  | 'NETTING_ROUND'
  /** An obligation, its dispute, its payments and set-offs. */
  | 'OBLIGATION'
  /** A peer of this node. */
  | 'PEER'
  /** How this node behaves where the rules leave it a choice. */
  | 'POLICY'
  /** The weight that this node gives to an issuer. */
  | 'TRUST_EDGE';

export type SessionQueryVariables = Exact<{ [key: string]: never; }>;


export type SessionQuery = { readonly headCursor: string, readonly self: { readonly did: string, readonly role: Role, readonly version: string, readonly cooperative: { readonly did: string, readonly name: string | null } } };

export type HappeningsSubscriptionVariables = Exact<{
  after: string;
}>;


export type HappeningsSubscription = { readonly changes: { readonly cursor: string, readonly subjectKind: SubjectKind, readonly scope: string | null } };


export const SessionDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"Session"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"self"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"did"}},{"kind":"Field","name":{"kind":"Name","value":"role"}},{"kind":"Field","name":{"kind":"Name","value":"version"}},{"kind":"Field","name":{"kind":"Name","value":"cooperative"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"did"}},{"kind":"Field","name":{"kind":"Name","value":"name"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"headCursor"}}]}}]} as unknown as DocumentNode<SessionQuery, SessionQueryVariables>;
export const HappeningsDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"subscription","name":{"kind":"Name","value":"Happenings"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"after"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"changes"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"after"},"value":{"kind":"Variable","name":{"kind":"Name","value":"after"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"cursor"}},{"kind":"Field","name":{"kind":"Name","value":"subjectKind"}},{"kind":"Field","name":{"kind":"Name","value":"scope"}}]}}]}}]} as unknown as DocumentNode<HappeningsSubscription, HappeningsSubscriptionVariables>;