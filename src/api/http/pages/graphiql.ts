import { readdirSync, readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import express, { type Request, type Router } from 'express'
import { contentPolicy } from './content-policy.ts'

const require = createRequire(import.meta.url)

/** The files of other packages that the page loads, each by its name under `/graphiql/`. */
const FILES = {
  'react.js': fileOf('react', 'umd/react.production.min.js'),
  'react-dom.js': fileOf('react-dom', 'umd/react-dom.production.min.js'),
  'graphql-ws.js': fileOf('graphql-ws', 'umd/graphql-ws.min.js'),
  'graphiql.js': fileOf('graphiql', 'graphiql.min.js'),
  'graphiql.css': fileOf('graphiql', 'graphiql.min.css'),
} as const

const PAGE = `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Rochdale: GraphiQL</title>
<link rel="icon" href="data:,">
<link rel="stylesheet" href="/graphiql/graphiql.css">
<link rel="stylesheet" href="/graphiql/page.css">
</head>
<body>
<div id="graphiql">Loading …</div>
<script src="/graphiql/react.js"></script>
<script src="/graphiql/react-dom.js"></script>
<script src="/graphiql/graphql-ws.js"></script>
<script src="/graphiql/graphiql.js"></script>
<script src="/graphiql/page.js"></script>
</body>
</html>
`

const STYLE = 'html, body, #graphiql { height: 100%; margin: 0; }\n'

// The token comes in the fragment, which no browser sends to any server, and leaves the address bar at once.
const SCRIPT = `'use strict'
addEventListener('hashchange', () => location.reload())
const given = new URLSearchParams(location.hash.slice(1)).get('token')
if (given) {
  localStorage.setItem('rochdale-token', given)
  history.replaceState(null, '', location.pathname + location.search)
}
const token = localStorage.getItem('rochdale-token') ?? prompt('Token of this node (tok_…)') ?? ''
if (token) localStorage.setItem('rochdale-token', token)
const authorization = 'Bearer ' + token
const url = new URL('/graphql', location.href)
const socketUrl = new URL(url)
socketUrl.protocol = url.protocol === 'https:' ? 'wss:' : 'ws:'
const fetcher = GraphiQL.createFetcher({
  url: url.href,
  fetch: async (...request) => {
    const response = await fetch(...request)
    // A token that has ended is forgotten: the page asks for another one when it is loaded again.
    if (response.status === 401) localStorage.removeItem('rochdale-token')
    return response
  },
  headers: { authorization },
  wsClient: graphqlWs.createClient({ url: socketUrl.href, connectionParams: { authorization } }),
})
const defaultTabs = ${JSON.stringify(readTour().map((query) => ({ query })))}
const page = ReactDOM.createRoot(document.getElementById('graphiql'))
page.render(React.createElement(GraphiQL, { fetcher, defaultTabs, shouldPersistHeaders: false }))
`

/** GraphiQL at `/graphql`, from the node's own files: nothing is loaded from elsewhere. A query there is the API's. */
export function graphiql(): Router {
  const router = express.Router()
  router.get('/graphql', (request, response, next) => {
    response.vary('accept')
    if (!wantsPage(request)) return next()
    response.set('content-security-policy', contentPolicy(request.headers.host ?? ''))
    response.type('html').send(PAGE)
  })
  router.get('/graphiql/page.js', (_request, response) => {
    response.type('js').send(SCRIPT)
  })
  router.get('/graphiql/page.css', (_request, response) => {
    response.type('css').send(STYLE)
  })
  for (const [name, path] of Object.entries(FILES)) {
    router.get(`/graphiql/${name}`, (_request, response) => {
      response.sendFile(path, { maxAge: '1d', dotfiles: 'allow' })
    })
  }
  return router
}

/** Whether a browser asks for a page; clients that take anything, or send a query, want an answer. */
function wantsPage(request: Request): boolean {
  return request.query.query === undefined && request.accepts(['json', 'html']) === 'html'
}

/** The documents of the tabs that a newcomer finds open, in their order. */
function readTour(): string[] {
  const folder = new URL('../../../../schema/tour/', import.meta.url)
  return readdirSync(folder)
    .sort()
    .map((name) => readFileSync(new URL(name, folder), 'utf8'))
}

/** A file of a package; some export their entry alone, so it is found from there. */
function fileOf(name: string, path: string): string {
  return join(dirname(require.resolve(`${name}/package.json`)), path)
}
