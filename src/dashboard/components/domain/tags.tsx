import { writeRoute } from '../../logic/route.ts'
import { Link } from '../../router.tsx'

interface TagsProps {
  readonly name: 'capability' | 'currency'
  readonly values: readonly string[]
  readonly most?: number
}

/** What many may have in common: each leads to all that have it. */
export function Tags({ name, values, most = values.length }: TagsProps) {
  if (values.length === 0) return '–'
  return (
    <span>
      {values.slice(0, most).map((value, i) => (
        <span key={value}>
          {i > 0 && ', '}
          <Link href={writeRoute(['cooperatives'], { [name]: value })}>{value}</Link>
        </span>
      ))}
      {values.length > most && ` and ${values.length - most} more`}
    </span>
  )
}
