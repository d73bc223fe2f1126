import { challengeCommands, recognitionCommands } from '../../app/index.ts'
import {
  type AttestationStatus,
  challengeOf,
  checkPresentation,
  credentialHash,
  isAbout,
  type Presented,
  weighIssuer,
} from '../../attestations/index.ts'
import type { Instant, JsonObject } from '../../kernel/index.ts'
import { WEIGHTS } from '../attestations/trust-views.ts'
import type { ApiContext, Preparation } from '../execution/context.ts'
import type { Views } from '../execution/views.ts'

type ReadOnce = Parameters<Preparation>[0]

/** What a client asks of a presentation; `domain` is by default this cooperative's DID. */
export interface AskedPresentation {
  readonly presentation: JsonObject
  readonly challenge: string
  readonly domain?: string | null | undefined
}

export interface PresentedView {
  readonly status: AttestationStatus
  readonly issuer: string | null
  readonly subject: string | null
  readonly type: string
  readonly recognised: boolean
  readonly recognisedUnder: readonly string[]
  readonly statusAsOf: Instant | null
}

export interface PresentationView {
  readonly valid: boolean
  readonly holder: string | null
  readonly problems: readonly string[]
  readonly credentials: readonly PresentedView[]
}

/** Reads the status lists of the credentials that are in no log here, so that no snapshot waits for another server. */
export async function readPresentedStatus(
  presentation: JsonObject,
  { environment, principal, statusReadings, node }: ApiContext,
  readOnce: ReadOnce,
): Promise<recognitionCommands.PresentedReadings> {
  const asked = { challenge: challengeOf(presentation) ?? '', domain: node.self }
  const checked = checkPresentation(presentation, asked, node.clock())
  if (!checked.ok) return []
  const { presented } = checked.value
  const stated = await readOnce((views) =>
    Promise.all(presented.map((one) => recognitionCommands.findStated(views.reader, one, views.now))),
  )
  const readings = presented.map(({ check }, i) =>
    stated[i] === null ? environment.statusLists.read(check, principal) : [],
  )
  const all = await Promise.all(readings)
  for (const [i, { credential }] of presented.entries()) statusReadings.set(credentialHash(credential), all[i] ?? [])
  return all
}

/** Checks a presentation without using up its challenge. What is none is a problem like the others. */
export async function checkPresented(
  views: Views,
  { presentation, challenge, domain }: AskedPresentation,
  context: ApiContext,
): Promise<PresentationView> {
  const { reader, self, now } = views
  const checked = checkPresentation(presentation, { challenge, domain: domain ?? self }, now)
  if (!checked.ok) return { valid: false, holder: null, problems: [checked.refusal.message], credentials: [] }
  const { holder, presented } = checked.value
  const isOpen = await challengeCommands.checkChallenge(reader, challenge, now)
  const problems = [...checked.value.problems, ...(isOpen.ok ? [] : [isOpen.refusal.message])]
  const credentials: PresentedView[] = []
  for (const [i, one] of presented.entries()) {
    const readings = context.statusReadings.get(credentialHash(one.credential))
    const { status, problem, statusAsOf } = await recognitionCommands.judgePresented(reader, one, readings, now)
    if (status !== 'VALID') problems.push(`credential ${i + 1} is ${status}${problem === null ? '' : `: ${problem}`}`)
    const recognisedUnder = status === 'VALID' && holder !== null ? await agreementsFor(views, one, holder) : []
    credentials.push({ ...shownOf(one), status, statusAsOf, recognisedUnder, recognised: recognisedUnder.length > 0 })
  }
  return { valid: problems.length === 0, holder, problems, credentials }
}

/** The agreements in operation that recognise the issuer of a credential about its holder. */
async function agreementsFor(views: Views, { check }: Presented, holder: string): Promise<readonly string[]> {
  if (check.issuer === views.self || !isAbout(check, holder)) return []
  return weighIssuer(check, await views.once(WEIGHTS)).recognisedUnder
}

function shownOf({ check: { issuer, subjects, types } }: Presented) {
  return { issuer: didOf(issuer), subject: didOf(subjects[0]), type: types[0] ?? 'VerifiableCredential' }
}

function didOf(text: string | null | undefined): string | null {
  return text?.startsWith('did:') ? text : null
}
