import cytoscape, { type Core, type StylesheetJson } from 'cytoscape'
import { useEffect, useMemo, useRef, useState } from 'react'
import { useClient } from 'urql'
import { ErrorNote } from '../../../components/error-note.tsx'
import { GraphCyclesDocument, GraphDebtsDocument, type GraphDebtsQuery } from '../../../generated/operations.ts'
import { useLive } from '../../../live/use-live.ts'
import { amountsAfter, buildNetwork, type Debt, type Network } from '../../../logic/clearing/network.ts'
import { formatAmount, shareOf, type Unit } from '../../../logic/money.ts'
import { counted, enumerate, nameOf } from '../../../logic/words.ts'

const DEBTS_MAX = 20_000
/** From here on the lines are drawn straight and without arrows, and while one drags they are left out. */
const LINES_DRAWN_WELL = 400
const LINES_LABELLED = 60
const STEP_MS = 1_200
const PLAY_MS_MAX = 20_000

interface GraphProps {
  readonly agreementId: string
  readonly unit: Unit
  /** Identifies the netting: another one is drawn from scratch. */
  readonly resultHash: string
}

/** The debts as a picture: before, each circle as it is set off, and after. */
export function Graph({ agreementId, unit, resultHash }: GraphProps) {
  const debts = useDebts(agreementId, unit.currency, resultHash)
  const { data, error } = useLive(
    GraphCyclesDocument,
    { input: { agreementId, currency: unit.currency } },
    { kinds: ['OBLIGATION', 'NETTING_ROUND'], scope: agreementId },
  )
  const network = useMemo(
    () =>
      debts === null || debts === 'failed' || data === null ? null : buildNetwork(debts, data.nettingPreview.cycles),
    [debts, data],
  )
  if (debts === 'failed') return <p role="alert">The debts could not be read. Hide the picture, and show it again.</p>
  if (network === null) return error === null ? <p role="status">Reading all debts …</p> : <ErrorNote error={error} />
  return <Picture network={network} unit={unit} />
}

/** What the netting counts of every debt, page by page; null until all are here. */
function useDebts(agreementId: string, currency: string, resultHash: string): readonly Debt[] | 'failed' | null {
  const client = useClient()
  const [debts, setDebts] = useState<readonly Debt[] | 'failed' | null>(null)
  // biome-ignore lint/correctness/useExhaustiveDependencies: another result comes of other debts.
  useEffect(() => {
    let current = true
    const read = async () => {
      const found: Debt[] = []
      for (let count = 1; found.length < Math.min(count, DEBTS_MAX); ) {
        const variables = { input: { agreementId, currency }, offset: found.length }
        const answer: { readonly data?: GraphDebtsQuery } = await client
          .query(GraphDebtsDocument, variables)
          .toPromise()
        if (!current) return
        if (!answer.data) return setDebts('failed')
        const { obligationAnswers, obligationCount } = answer.data.nettingPreview
        if (obligationAnswers.length === 0) break
        found.push(...obligationAnswers)
        count = obligationCount
      }
      setDebts(found)
    }
    void read()
    return () => {
      current = false
    }
  }, [client, agreementId, currency, resultHash])
  return debts
}

function Picture({ network, unit }: { readonly network: Network; readonly unit: Unit }) {
  const element = useRef<HTMLDivElement>(null)
  const graph = useRef<Core | null>(null)
  const [step, setStep] = useState(0)
  const [plays, setPlays] = useState(false)
  const { circles } = network
  const last = circles.length + 1

  useEffect(() => {
    if (element.current === null) return
    graph.current = draw(element.current, network)
    setStep(0)
    return () => graph.current?.destroy()
  }, [network])

  useEffect(() => {
    if (graph.current !== null) show(graph.current, network, step, unit)
  }, [network, step, unit])

  useEffect(() => {
    if (!plays) return
    if (step >= last) return setPlays(false)
    const timer = setTimeout(() => setStep(step + 1), Math.min(STEP_MS, PLAY_MS_MAX / last))
    return () => clearTimeout(timer)
  }, [plays, step, last])

  return (
    <section className="card" aria-labelledby="picture">
      <h2 id="picture">Who owes whom</h2>
      <p role="status">{sentenceOf(network, step, unit)}</p>
      <div
        ref={element}
        className="graph"
        role="img"
        aria-label="Cooperatives as dots, debts as arrows; the tables above say the same."
      />
      <div className="actions">
        <button type="button" disabled={step === 0} onClick={() => setStep(0)}>
          Before
        </button>
        <button type="button" disabled={step === 0} onClick={() => setStep(step - 1)}>
          Back
        </button>
        <button
          type="button"
          className="primary"
          onClick={() => {
            if (step >= last) setStep(0)
            setPlays(!plays)
          }}
        >
          {plays ? 'Stop' : 'Play'}
        </button>
        <button type="button" disabled={step >= last} onClick={() => setStep(step + 1)}>
          Next
        </button>
        <button type="button" disabled={step >= last} onClick={() => setStep(last)}>
          After
        </button>
        <button type="button" onClick={() => graph.current?.fit(undefined, 30)}>
          Show all
        </button>
      </div>
    </section>
  )
}

function sentenceOf({ circles, lines, nodes }: Network, step: number, unit: Unit): string {
  if (step === 0)
    return `Before: ${counted(nodes.length, 'cooperative')}, ${counted(lines.length, 'line')} of debt. Thicker is more.`
  const circle = circles[step - 1]
  if (circle === undefined) return 'After: this is left to pay.'
  const names = new Map(nodes.map((node) => [node.did, nameOf(node)]))
  const who = circle.lines.map((id) => names.get(id.split('>')[0] ?? '') ?? '')
  const amount = formatAmount(String(circle.amount), unit, navigator.language)
  return `Circle ${step} of ${circles.length}: ${enumerate(who, 8)} set off ${amount} each.`
}

function draw(container: HTMLElement, network: Network): Core {
  const isLarge = network.lines.length > LINES_DRAWN_WELL
  return cytoscape({
    container,
    elements: [
      ...network.nodes.map((node) => ({ data: { id: node.did, label: nameOf(node) } })),
      ...network.lines.map(({ id, from, to }) => ({ data: { id, source: from, target: to, width: 0, label: '' } })),
    ],
    style: styleOf(isLarge),
    layout: isLarge
      ? { name: 'concentric', concentric: (node) => node.degree(false), levelWidth: () => 10, minNodeSpacing: 4 }
      : { name: network.nodes.length > 12 ? 'cose' : 'circle', animate: false, padding: 40 },
    minZoom: 0.05,
    maxZoom: 4,
    ...(isLarge ? { hideEdgesOnViewport: true, textureOnViewport: true, pixelRatio: 1 } : {}),
  })
}

/** Sets widths and labels as they are after so many circles, and lights the circle that is being set off. */
function show(core: Core, network: Network, step: number, unit: Unit): void {
  const { circles, lines } = network
  const left = amountsAfter(network, Math.min(Math.max(step - 1, 0), circles.length))
  const lit = new Set(circles[step - 1]?.lines ?? [])
  const largest = String(largestOf(lines))
  const isLarge = lines.length > LINES_DRAWN_WELL
  core.batch(() => {
    for (const { id } of lines) {
      const amount = left.get(id) ?? 0n
      const edge = core.getElementById(id)
      const width = (isLarge ? 0.3 : 1) + 9 * shareOf(String(amount), largest)
      // Of ten thousand lines a step changes a few; only those are redrawn.
      if (edge.data('width') !== width) {
        const label = lines.length <= LINES_LABELLED ? formatAmount(String(amount), unit, navigator.language) : ''
        edge.data({ width, label })
        edge.toggleClass('gone', amount === 0n)
      }
      if (edge.hasClass('lit') !== lit.has(id)) edge.toggleClass('lit', lit.has(id))
      if (!isLarge) edge.toggleClass('dim', lit.size > 0 && !lit.has(id))
    }
  })
}

/** Amounts are bigints, which Math.max does not take. */
function largestOf(lines: Network['lines']): bigint {
  let largest = 0n
  for (const { amount } of lines) if (amount > largest) largest = amount
  return largest
}

function styleOf(isLarge: boolean): StylesheetJson {
  const { text, quiet, accent, surface, waiting } = colours()
  return [
    {
      selector: 'node',
      style: {
        'background-color': accent,
        width: isLarge ? 12 : 26,
        height: isLarge ? 12 : 26,
        label: 'data(label)',
        color: text,
        'font-size': isLarge ? 8 : 13,
        'min-zoomed-font-size': 7,
        'text-valign': 'bottom',
        'text-margin-y': 4,
        'text-background-color': surface,
        'text-background-opacity': 0.8,
      },
    },
    {
      selector: 'edge',
      style: {
        width: 'data(width)',
        'line-color': quiet,
        'target-arrow-color': quiet,
        'target-arrow-shape': isLarge ? 'none' : 'triangle',
        'curve-style': isLarge ? 'haystack' : 'bezier',
        opacity: isLarge ? 0.35 : 0.9,
        label: isLarge ? '' : 'data(label)',
        color: text,
        'font-size': 11,
        'text-background-color': surface,
        'text-background-opacity': 0.9,
        'text-background-padding': '2px',
      },
    },
    { selector: 'edge.dim', style: { opacity: 0.25 } },
    { selector: 'edge.gone', style: { opacity: 0, 'text-opacity': 0 } },
    {
      selector: 'edge.lit',
      style: { 'line-color': waiting, 'target-arrow-color': waiting, opacity: 1, 'text-opacity': 1, 'z-index': 9 },
    },
  ]
}

/** The page's own colours; a custom property is resolved only where it is used. */
function colours() {
  const probe = document.body.appendChild(document.createElement('span'))
  const find = (name: string) => {
    probe.style.color = `var(--${name})`
    return getComputedStyle(probe).color
  }
  const found = {
    text: find('text'),
    quiet: find('quiet'),
    accent: find('accent'),
    surface: find('surface'),
    waiting: find('waiting'),
  }
  probe.remove()
  return found
}
