import { agreements } from './agreements/agreements.tsx'
import { attestations } from './attestations/attestations.tsx'
import { bookings } from './bookings/bookings.tsx'
import { clearing } from './clearing/clearing.tsx'
import { cooperatives } from './cooperatives/cooperatives.tsx'
import { motions } from './motions/motions.tsx'
import { overview } from './overview/overview.tsx'
import { recognitions } from './recognitions/recognitions.tsx'
import { records } from './records/records.tsx'
import { settings } from './settings/settings.tsx'
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
