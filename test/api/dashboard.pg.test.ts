import { once } from 'node:events'
import { mkdirSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import express from 'express'
import { expect, test } from 'vitest'
import { dashboard } from '../../src/api/http/pages/dashboard.ts'
import { TestFolder } from '../support/folders.ts'

test('every page of the dashboard is the one page, which loads nothing from elsewhere; files and the API are left alone', async () => {
  using folder = new TestFolder()
  mkdirSync(folder.at('assets'))
  writeFileSync(folder.at('index.html'), '<title>Rochdale</title>')
  writeFileSync(folder.at('assets/index-x.js'), 'x')
  const server = createServer(express().use(dashboard(folder.path))).listen(0, '127.0.0.1')
  await once(server, 'listening')
  try {
    const { port } = server.address() as AddressInfo
    const get = (path: string, accept = 'text/html,*/*;q=0.8') =>
      fetch(`http://127.0.0.1:${port}${path}`, { headers: { accept } })
    for (const path of ['/', '/agreements', '/agreements/agr_1?tab=terms', '/cooperatives/did:key:z6Mk']) {
      const page = await get(path)
      expect([path, page.status, await page.text()]).toEqual([path, 200, '<title>Rochdale</title>'])
      expect(page.headers.get('content-security-policy')).toContain("default-src 'none'; script-src 'self'")
      expect(page.headers.get('cache-control')).toBe('no-cache')
    }
    for (const [path, status] of [
      ['/', 200],
      ['/agreements', 404],
    ] as const) {
      expect([path, (await get(path, '*/*')).status]).toEqual([path, status])
    }
    const file = await get('/assets/index-x.js')
    expect([file.status, file.headers.get('cache-control')]).toEqual([200, 'public, max-age=31536000, immutable'])
    for (const path of ['/graphql', '/graphiql/x', '/assets/old', '/assets/old.js', '/favicon.ico', '/index.html']) {
      expect([path, (await get(path)).status]).toEqual([path, 404])
    }
  } finally {
    server.close()
  }
})
