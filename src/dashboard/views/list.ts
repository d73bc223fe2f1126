import { agreements } from './agreements.tsx'
import { attestations } from './attestations.tsx'
import { bookings } from './bookings.tsx'
import { clearing } from './clearing.tsx'
import { cooperatives } from './cooperatives.tsx'
import { motions } from './motions.tsx'
import { overview } from './overview.tsx'
import { recognitions } from './recognitions.tsx'
import { records } from './records.tsx'
import { settings } from './settings.tsx'
import type { View } from './view.ts'

/** Every view, in the order of the navigation. A new one is a file beside this, and its name here. */
export const VIEWS: readonly View[] = [
  overview,
  cooperatives,
  agreements,
  clearing,
  bookings,
  records,
  motions,
  recognitions,
  attestations,
  settings,
]
