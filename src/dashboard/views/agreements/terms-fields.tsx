import type { ReactElement } from 'react'
import { SelectField, TextField } from '../../components/field.tsx'
import { type CurrencyRow, type DraftForm, EMPTY_CURRENCY } from '../../logic/agreements/draft.ts'
import { asksScale, codeTyped, scaleTyped } from '../../logic/money.ts'
import type { FormProps } from './facts.ts'
import { RecordTypeFields } from './record-type-fields.tsx'
import { SharingFields } from './sharing-fields.tsx'

const FIELDS: Readonly<Record<DraftForm['type'], (props: FormProps) => ReactElement>> = {
  CLEARING_ARRANGEMENT: ClearingFields,
  RESOURCE_SHARING: SharingFields,
  MUTUAL_RECOGNITION: RecognitionFields,
  JOINT_GOVERNANCE: GovernanceFields,
  CUSTOM: CustomFields,
}

/** The terms that the chosen type has. */
export function TermsFields(props: FormProps) {
  const Fields = FIELDS[props.form.type]
  return <Fields {...props} />
}

function ClearingFields({ form, problems, change, sent }: FormProps) {
  const { currencies, nettingPeriod } = form
  const set = (index: number, changes: Partial<CurrencyRow>) =>
    change({ currencies: currencies.map((row, i) => (i === index ? { ...row, ...changes } : row)) })
  return (
    <>
      {currencies.map((row, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: rows have no other name; they are only added and removed.
        <fieldset key={index}>
          <legend className="visually-hidden">Currency {index + 1}</legend>
          <div className="row">
            <TextField
              label="Currency"
              value={row.code}
              onChange={(text) => set(index, { code: codeTyped(text), ...scaleTyped(row.code, codeTyped(text)) })}
              problem={problems[`currencies.${index}.code`]}
              touched={sent}
              hint="EUR, or a unit of your own such as HOURS."
            />
            {(asksScale(row.code) || problems[`currencies.${index}.scale`] !== undefined) && (
              <TextField
                label="Decimal places"
                inputMode="numeric"
                value={row.scale}
                onChange={(scale) => set(index, { scale })}
                problem={problems[`currencies.${index}.scale`]}
                touched={sent}
              />
            )}
            <TextField
              label="Credit limit between two parties"
              inputMode="decimal"
              value={row.limit}
              onChange={(limit) => set(index, { limit })}
              problem={problems[`currencies.${index}.limit`]}
              touched={sent}
            />
          </div>
          {currencies.length > 1 && (
            <button type="button" onClick={() => change({ currencies: currencies.filter((_, i) => i !== index) })}>
              Remove this currency
            </button>
          )}
        </fieldset>
      ))}
      <p>
        <button type="button" onClick={() => change({ currencies: [...currencies, EMPTY_CURRENCY] })}>
          Add a currency
        </button>
      </p>
      <SelectField
        label="Propose netting automatically"
        value={nettingPeriod}
        onChange={(period) => change({ nettingPeriod: period })}
        options={[
          ['', 'No: rounds are proposed by hand'],
          ['P7D', 'Every week'],
          ['P14D', 'Every two weeks'],
          ['P1M', 'Every month'],
          ['P3M', 'Every three months'],
        ]}
      />
    </>
  )
}

function RecognitionFields({ form, problems, change, sent }: FormProps) {
  return (
    <TextField
      label="Types of attestation that the parties recognise from each other"
      lines={3}
      value={form.attestationTypes}
      onChange={(attestationTypes) => change({ attestationTypes })}
      problem={problems.attestationTypes}
      touched={sent}
      hint="One a line, for example MemberInGoodStanding or PaymentReliability."
    />
  )
}

function GovernanceFields({ form, problems, change, sent, self, nameOfParty }: FormProps) {
  const others = form.parties.flatMap(({ did, role }) => (role === 'WITNESS' || did === '' ? [] : [did]))
  return (
    <>
      <div className="row">
        <TextField
          label="Quorum (% of all weights)"
          inputMode="numeric"
          value={form.quorum}
          onChange={(quorum) => change({ quorum })}
          problem={problems.quorum}
          touched={sent}
        />
        <TextField
          label="Majority (% of the weights that voted)"
          inputMode="numeric"
          value={form.threshold}
          onChange={(threshold) => change({ threshold })}
          problem={problems.threshold}
          touched={sent}
        />
      </div>
      <SelectField
        label="Voting takes at least"
        value={form.minimumPeriod}
        onChange={(minimumPeriod) => change({ minimumPeriod })}
        options={[
          ...(form.minimumPeriod === '' ? [['', '1 day, by default'] as const] : []),
          ['PT1H', '1 hour'],
          ['P1D', '1 day'],
          ['P3D', '3 days'],
          ['P7D', '1 week'],
        ]}
        hint="A motion that is open for less time is confirmed by people, not by nodes."
      />
      <h3>Weights of the votes</h3>
      <div className="row">
        {[self, ...others].map((did) => (
          <TextField
            key={did}
            label={nameOfParty(did)}
            inputMode="numeric"
            value={form.weights[did] ?? '1'}
            onChange={(weight) => change({ weights: { ...form.weights, [did]: weight } })}
            problem={problems[`weights.${did}`]}
          />
        ))}
      </div>
    </>
  )
}

function CustomFields(props: FormProps) {
  const { form, problems, change, sent } = props
  return (
    <>
      <TextField
        label="Kind of agreement"
        value={form.customName}
        onChange={(customName) => change({ customName })}
        problem={problems.customName}
        touched={sent}
      />
      <TextField
        label="Terms"
        optional={form.recordTypes.length > 0}
        lines={6}
        value={form.customTerms}
        onChange={(customTerms) => change({ customTerms })}
        problem={problems.customTerms}
        touched={sent}
        hint="One a line, as “name: what is agreed”."
      />
      <RecordTypeFields {...props} />
    </>
  )
}
