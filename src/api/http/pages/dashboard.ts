import { join } from 'node:path'
import express, { type Response, type Router } from 'express'
import { contentPolicy } from './content-policy.ts'

/**
 * Serves the dashboard's files; to a browser, every other address without a dot is one of its pages (client-side routing).
 * Other programs get a 404.
 */
export function dashboard(folder: string): Router {
  const router = express.Router()
  // Their names contain a hash of what is in them.
  router.use('/assets', express.static(join(folder, 'assets'), { immutable: true, maxAge: '1y', index: false }))
  router.get(/^\/(?!graphql|graphiql|assets\/)[^.]*$/, (request, response, next) => {
    if (request.path !== '/' && request.accepts(['json', 'html']) !== 'html') next()
    else sendPage(response, folder, request.headers.host ?? '')
  })
  return router
}

function sendPage(response: Response, folder: string, host: string): void {
  response.set({ 'content-security-policy': contentPolicy(host), 'cache-control': 'no-cache' })
  response.sendFile('index.html', { root: folder, dotfiles: 'allow', cacheControl: false })
}
