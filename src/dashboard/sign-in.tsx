import { useState } from 'react'
import { TextField } from './components/field.tsx'

interface SignInProps {
  readonly reason: string | null
  readonly onSignIn: (token: string) => void
}

export function SignIn({ reason, onSignIn }: SignInProps) {
  const [text, setText] = useState('')
  const [sent, setSent] = useState(false)
  const token = text.trim()
  const problem = token === '' || /\s/.test(token) ? 'Paste the whole token, one line without spaces.' : null
  return (
    <main className="alone">
      <h1>Sign in to your Rochdale node</h1>
      {reason !== null && (
        <p className="note bad" role="alert">
          {reason}
        </p>
      )}
      <form
        onSubmit={(event) => {
          event.preventDefault()
          setSent(true)
          if (problem === null) onSignIn(token)
        }}
      >
        <TextField
          label="Token"
          type="password"
          value={text}
          onChange={setText}
          problem={problem}
          touched={sent}
          hint="It gives access to this node. Keep it like a password."
        />
        <div className="actions">
          <button type="submit" className="primary">
            Sign in
          </button>
        </div>
      </form>
      <h2>Where to find it</h2>
      <ul>
        <li>
          You run the node yourself: open the link that <code>rochdale start</code> prints, or copy the line in the file{' '}
          <code>admin.token</code> in the node’s data folder (<code>.rochdale</code> by default).
        </li>
        <li>Otherwise ask its operator for a token of your own, with the role that your work needs.</li>
      </ul>
    </main>
  )
}
