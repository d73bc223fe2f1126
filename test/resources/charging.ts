import { reactionsOf } from '../../src/app/reactions.ts'
import { requestBooking } from '../../src/app/resources/commands.ts'
import type { RequestBookingInput } from '../../src/app/resources/inputs.ts'
import { chargeProblem } from '../../src/app/resources/uncharged.ts'
import type { RecordUsageInput } from '../../src/app/resources/usage-inputs.ts'
import { confirmUsage, recordUsage } from '../../src/app/resources/usages.ts'
import { updatePolicies } from '../../src/app/settings/commands.ts'
import { PROTOCOL } from '../../src/app/subjects.ts'
import { asObligation, type ObligationView, viewObligation } from '../../src/clearing/index.ts'
import type { Instant, JsonObject, Scope } from '../../src/kernel/index.ts'
import { asUsage, type UsageView, viewUsage } from '../../src/resources/index.ts'
import { AgreementFederation } from '../agreements/simulated-federation.ts'
import { HOUR_MS } from './sharing.ts'

const PRICE = { model: 'PER_USE', amount: '150', currency: 'EUR', scale: 2, unit: 'hour' }
const DAILY = { model: 'FIXED', amount: '2500', currency: 'EUR', scale: 2, period: 'P1D' }

/** Three nodes with a clearing arrangement; the first lends a press by the hour and a stall by the day, and is paid there. */
export class Lending implements AsyncDisposable {
  readonly federation: AgreementFederation
  readonly agreementId: string
  readonly settlementId: string

  private constructor(federation: AgreementFederation, agreementId: string, settlementId: string) {
    this.federation = federation
    this.agreementId = agreementId
    this.settlementId = settlementId
  }

  static async found(creditLimit = '100000', limits: JsonObject = {}): Promise<Lending> {
    const federation = await AgreementFederation.found(3, 3, PROTOCOL, reactionsOf({ publicUrl: null }))
    const currencies = [{ code: 'EUR', scale: 2, creditLimit, ...limits }]
    const settlementId = await federation.conclude([1, 2], { terms: { clearingArrangement: { currencies } } } as never)
    const resource = { provider: federation.did(0), settlementId, approval: 'AUTOMATIC' }
    const resources = [
      { ...resource, key: 'press', kind: 'press', compensation: PRICE },
      { ...resource, key: 'stall', kind: 'stall', compensation: DAILY },
    ]
    const terms = { resourceSharing: { resources } }
    const agreementId = await federation.conclude([1, 2], { title: 'Lending', terms } as never)
    return new Lending(federation, agreementId, settlementId)
  }

  /** The second member books, from now on for two hours unless the changes say otherwise. */
  async book(changes: Partial<RequestBookingInput> = {}): Promise<string> {
    const from = (this.federation.now + 1) as Instant
    const input = {
      agreementId: this.agreementId,
      resource: 'press',
      from,
      until: (from + 2 * HOUR_MS) as Instant,
      expectedUse: '4',
    }
    const { bookingId } = await this.federation.do(1, requestBooking({ ...input, ...changes }, { maySignFor: true }))
    await this.federation.settle()
    await this.federation.pass(HOUR_MS)
    return String(bookingId)
  }

  async record(i: number, bookingId: string, changes: Partial<RecordUsageInput> = {}): Promise<string> {
    const input = { bookingId, quantity: '2', ...changes }
    const { usageId } = await this.federation.do(i, recordUsage(input, { maySignFor: true }))
    await this.federation.settle()
    return String(usageId)
  }

  async confirm(i: number, usageId: string): Promise<void> {
    await this.federation.do(i, confirmUsage({ usageId }))
    await this.federation.settle()
  }

  async setPolicies(i: number, input: Parameters<typeof updatePolicies>[0]): Promise<void> {
    await this.federation.do(i, updatePolicies(input))
    // A node goes by its new policies from its next check on.
    await this.federation.member(i).node.check()
    await this.federation.settle()
  }

  async usage(i: number, id: string): Promise<UsageView> {
    const [row] = await this.#rows(i, (reader) => reader.subjects(this.agreementId as Scope, [id]))
    if (row === undefined || row.state === null) throw new Error(`no use ${id}`)
    return viewUsage(asUsage(row.state))
  }

  async usages(i: number): Promise<UsageView[]> {
    const rows = await this.#rows(i, (reader) => reader.subjectsOf(this.agreementId as Scope, 'usage'))
    return rows.flatMap(({ state }) => (state === null ? [] : [viewUsage(asUsage(state))]))
  }

  async bookingStatuses(i: number): Promise<string[]> {
    const rows = await this.#rows(i, (reader) => reader.subjectsOf(this.agreementId as Scope, 'booking'))
    return rows.map(({ index }) => index?.phase ?? '')
  }

  /** The obligations of the arrangement, as a member's node has them. */
  async debts(i: number): Promise<ObligationView[]> {
    const rows = await this.#rows(i, (reader) => reader.subjectsOf(this.settlementId as Scope, 'obligation'))
    const { now } = this.federation
    return rows.flatMap(({ state }) =>
      state === null ? [] : [viewObligation(asObligation(state), [], now as Instant)],
    )
  }

  async problem(i: number, usageId: string): Promise<string | null> {
    return await this.federation.member(i).node.store.read((reader) => chargeProblem(reader, usageId))
  }

  async digests(): Promise<Set<string>> {
    const scopes = [this.agreementId, this.settlementId] as Scope[]
    const digests = [0, 1, 2].map(async (i) => {
      const { node } = this.federation.member(i)
      const each = scopes.map((scope) => node.store.read((reader) => node.stateDigest(reader, scope)))
      return (await Promise.all(each)).map(({ digest }) => digest).join()
    })
    return new Set(await Promise.all(digests))
  }

  async #rows<T>(
    i: number,
    read: (
      reader: Parameters<Parameters<AgreementFederation['world']['members'][0]['node']['store']['read']>[0]>[0],
    ) => Promise<T>,
  ) {
    return await this.federation.member(i).node.store.read(read)
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.federation[Symbol.asyncDispose]()
  }
}
