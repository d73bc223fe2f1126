import { useEffect, useRef, useState } from 'react'
import { Act } from '../../components/act.tsx'
import { Copy } from '../../components/copy.tsx'
import { Empty } from '../../components/empty.tsx'
import { ErrorNote } from '../../components/error-note.tsx'
import { SelectField, TextField } from '../../components/field.tsx'
import { RoleButton } from '../../components/role-button.tsx'
import { Table } from '../../components/table.tsx'
import { Day, Time } from '../../components/time.tsx'
import {
  CreateTokenDocument,
  type CreateTokenMutation,
  RevokeTokenDocument,
  TokensDocument,
  type TokensQuery,
} from '../../generated/operations.ts'
import { useMay, useSession } from '../../live/session.ts'
import { useAction, useLive } from '../../live/use-live.ts'
import { checkToken, EMPTY_TOKEN, LASTING, ROLE, type TokenForm } from '../../logic/token.ts'

type Token = TokensQuery['tokens'][number]
type Made = NonNullable<CreateTokenMutation['createToken']>

/** The keys to this node's API: who has one, what it may do, and until when. */
export function Tokens() {
  const may = useMay('ADMIN')
  const { data, error, reload } = useLive(TokensDocument, may ? {} : null, { kinds: ['POLICY'] })
  return (
    <>
      <p className="quiet">
        A token gives a person or a program access to this node. Give each its own, with the role that its work needs.
      </p>
      {!may && (
        <Empty title="Listing and creating tokens needs the role admin.">
          <p>Ask the operator of the node if you need another role.</p>
        </Empty>
      )}
      <ErrorNote error={error} onRetry={reload} />
      {data !== null && <Kept tokens={data.tokens} />}
      <Make may={may} />
    </>
  )
}

function Kept({ tokens }: { readonly tokens: readonly Token[] }) {
  const { tokenId } = useSession()
  return (
    <section className="card" aria-labelledby="kept">
      <h2 id="kept">Tokens</h2>
      <Table
        caption="Tokens"
        rows={tokens}
        keyOf={({ id }) => id}
        columns={[
          {
            title: 'For',
            cell: ({ id, name }) => (
              <span>
                {name}
                {id === tokenId && <span className="ours"> (this page)</span>}
              </span>
            ),
          },
          { title: 'Role', cell: ({ role }) => role.toLowerCase() },
          { title: 'Made', cell: ({ createdAt }) => <Day at={createdAt} /> },
          { title: 'Ends', cell: ({ expiresAt }) => <Ends at={expiresAt} /> },
          { title: 'Last used', cell: ({ lastUsedAt }) => (lastUsedAt === null ? 'never' : <Time at={lastUsedAt} />) },
          { title: 'Revoke', cell: (token) => <Revoke token={token} isOurs={token.id === tokenId} /> },
        ]}
      />
    </section>
  )
}

function Ends({ at }: { readonly at: string | null }) {
  if (at === null) return 'never'
  if (Date.parse(at) <= Date.now()) return <span className="badge over">Over</span>
  return <Day at={at} />
}

function Revoke({ token, isOurs }: { readonly token: Token; readonly isOurs: boolean }) {
  return (
    <Act
      verb="Revoke"
      look="danger"
      title={`Revoke the token “${token.name}”?`}
      document={RevokeTokenDocument}
      input={() => ({ tokenId: token.id })}
      requires="ADMIN"
    >
      <p>Its users are signed out at once, and programs that use it stop working. This cannot be undone.</p>
      {isOurs && (
        <p className="note waiting">This page uses it: you will be signed out, and need another token to sign in.</p>
      )}
      {token.name === 'admin.token' && (
        <p className="note waiting">
          The command line of the node reads it from the file <code>admin.token</code>: until the node is restarted and
          has created a new one, <code>rochdale token</code> and similar commands are refused.
        </p>
      )}
    </Act>
  )
}

function Make({ may }: { readonly may: boolean }) {
  const action = useAction(CreateTokenDocument)
  const [form, setForm] = useState<TokenForm>(EMPTY_TOKEN)
  const [sent, setSent] = useState(false)
  const [made, setMade] = useState<Made | null>(null)
  const { problems } = checkToken(form, Date.now())
  const change = (changes: Partial<TokenForm>) => setForm((before) => ({ ...before, ...changes }))
  const send = async () => {
    setSent(true)
    // The end is counted from now, not from when the form was last drawn.
    const { input } = checkToken(form, Date.now())
    const answer = input === null ? null : await action.run(input)
    if (!answer?.createToken) return
    setMade(answer.createToken)
    setForm(EMPTY_TOKEN)
    setSent(false)
  }
  return (
    <section className="card" aria-labelledby="make">
      <h2 id="make">Create a token</h2>
      {made !== null && <Once made={made} onDone={() => setMade(null)} />}
      <form
        // Reset for the next one: an untouched form shows no error.
        key={made?.secret}
        noValidate
        onSubmit={(event) => {
          event.preventDefault()
          void send()
        }}
      >
        <fieldset className="bare" disabled={!may}>
          <legend className="visually-hidden">The new token</legend>
          <Fields form={form} problems={problems} change={change} sent={sent} />
        </fieldset>
        <ErrorNote error={action.error} />
        <div className="actions">
          <RoleButton type="submit" requires="ADMIN" className="primary" disabled={action.busy}>
            {action.busy ? 'One moment …' : 'Create the token'}
          </RoleButton>
        </div>
      </form>
    </section>
  )
}

interface FieldsProps {
  readonly form: TokenForm
  readonly problems: ReturnType<typeof checkToken>['problems']
  readonly change: (changes: Partial<TokenForm>) => void
  readonly sent: boolean
}

function Fields({ form, problems, change, sent }: FieldsProps) {
  return (
    <div className="row">
      <TextField
        label="Name"
        value={form.name}
        onChange={(name) => change({ name })}
        problem={problems.name}
        touched={sent}
        hint="For example: Ines, at the till"
      />
      <SelectField
        label="Role"
        value={form.role}
        onChange={(role) => change({ role: role as TokenForm['role'] })}
        options={ROLES.map((role) => [role, `${role.charAt(0)}${role.slice(1).toLowerCase()}`])}
        hint={ROLE[form.role]}
      />
      <SelectField
        label="Expires"
        value={form.lasting}
        onChange={(lasting) => change({ lasting: lasting as TokenForm['lasting'] })}
        options={LASTINGS.map((lasting) => [lasting, LASTING[lasting]])}
      />
      {form.lasting === 'day' && (
        <TextField
          label="Last day"
          type="date"
          value={form.day}
          onChange={(day) => change({ day })}
          problem={problems.day}
          touched={sent}
        />
      )}
    </div>
  )
}

const ROLES = ['VIEWER', 'OPERATOR', 'SIGNER', 'ADMIN'] as const

/** In the order of how long they last: the keys of an object put numbers first anyway. */
const LASTINGS = ['30', '90', '365', 'day', 'ever'] as const

/** The secret, which cannot be shown again. */
function Once({ made: { secret, token }, onDone }: { readonly made: Made; readonly onDone: () => void }) {
  const section = useRef<HTMLElement>(null)
  useEffect(() => section.current?.focus(), [])
  return (
    <section className="note" aria-label="The new token" ref={section} tabIndex={-1}>
      <p>
        <strong>Copy it now: it is shown only once, and the node does not keep it.</strong> It is the token of “
        {token.name}”, with the role {token.role.toLowerCase()}. Treat it like a password.
      </p>
      <p>
        <code>{secret}</code>
      </p>
      <div className="actions">
        <Copy text={secret} verb="Copy the token" />
        <Copy text={`${location.origin}/#token=${secret}`} verb="Copy a link that signs in" />
        <button type="button" onClick={onDone}>
          Done
        </button>
      </div>
    </section>
  )
}
