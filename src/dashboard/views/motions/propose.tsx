import { useState } from 'react'
import { Empty } from '../../components/empty.tsx'
import { ErrorNote } from '../../components/error-note.tsx'
import { MomentField, SelectField, TextField } from '../../components/field.tsx'
import { Markdown } from '../../components/markdown.tsx'
import { RoleButton, RoleNote } from '../../components/role-button.tsx'
import { AssembliesDocument, ProposeMotionDocument } from '../../generated/operations.ts'
import { useAction, useLive } from '../../live/use-live.ts'
import { checkMotion, emptyMotion, type MotionForm } from '../../logic/motions/motion.ts'
import { Link, navigate, useRoute } from '../../router.tsx'

/** Puts something to the vote of the parties of an agreement on joint governance. */
export function ProposeMotion() {
  const { query } = useRoute()
  const { data, error, reload } = useLive(AssembliesDocument, {}, { kinds: ['AGREEMENT', 'AMENDMENT'] })
  const [form, setForm] = useState(() => emptyMotion(query.agreement ?? '', Date.now()))
  const [sent, setSent] = useState(false)
  const action = useAction(ProposeMotionDocument)
  const { problems, input } = checkMotion(form, Date.now())
  const change = (changes: Partial<typeof form>) => setForm((before) => ({ ...before, ...changes }))
  const agreements = (data?.agreements.edges ?? []).flatMap(({ node }) => (node.operational ? [node] : []))
  const send = async () => {
    setSent(true)
    if (input === null) return
    const made = await action.run(input)
    if (made?.proposeMotion) navigate(`/motions/${made.proposeMotion.motion.id}`)
  }
  return (
    <>
      <p className="small">
        <Link href="/motions">Motions</Link>
      </p>
      <h1>Propose a motion</h1>
      <RoleNote requires="OPERATOR" />
      <ErrorNote error={error} onRetry={reload} />
      {data !== null && agreements.length === 0 && (
        <Empty title="No agreement on joint governance is in force.">
          <p>
            Motions are decided by the parties of one. <Link href="/agreements/new">Propose one</Link>.
          </p>
        </Empty>
      )}
      <form
        noValidate
        className="card"
        onSubmit={(event) => {
          event.preventDefault()
          void send()
        }}
      >
        <Fields form={form} problems={problems} sent={sent} agreements={agreements} change={change} />
        <ErrorNote error={action.error} />
        <div className="actions">
          <RoleButton type="submit" requires="OPERATOR" className="primary" disabled={action.busy}>
            Propose the motion
          </RoleButton>
          <Link className="button" href="/motions">
            Cancel
          </Link>
        </div>
      </form>
    </>
  )
}

interface FieldsProps {
  readonly form: MotionForm
  readonly problems: Readonly<Record<string, string | null>>
  readonly sent: boolean
  readonly agreements: readonly { readonly id: string; readonly title: string }[]
  readonly change: (changes: Partial<MotionForm>) => void
}

function Fields({ form, problems, sent, agreements, change }: FieldsProps) {
  return (
    <>
      <SelectField
        label="Decided under"
        value={form.agreementId}
        onChange={(agreementId) => change({ agreementId })}
        options={[['', 'Choose an agreement'], ...agreements.map(({ id, title }) => [id, title] as const)]}
        problem={problems.agreementId}
        touched={sent}
      />
      <TextField
        label="Title"
        value={form.title}
        onChange={(title) => change({ title })}
        problem={problems.title}
        touched={sent}
      />
      <TextField
        label="Text"
        lines={8}
        value={form.text}
        onChange={(text) => change({ text })}
        problem={problems.text}
        touched={sent}
        hint="What is to be decided, and why. Markdown: **bold**, lists with -, links."
      />
      {form.text.trim() !== '' && (
        <details>
          <summary>Preview</summary>
          <Markdown>{form.text}</Markdown>
        </details>
      )}
      <MomentField
        label="Votes until"
        value={form.closesAt}
        onChange={(closesAt) => change({ closesAt })}
        problem={problems.closesAt}
        touched={sent}
      />
      <TextField
        label="Tasks once it is adopted"
        optional
        lines={3}
        value={form.tasks}
        onChange={(tasks) => change({ tasks })}
        hint="One a line. Each party marks them as done."
      />
    </>
  )
}
