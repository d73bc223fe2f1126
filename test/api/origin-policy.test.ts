import { expect, test } from 'vitest'
import { OriginPolicy } from '../../src/api/http/access/origin-policy.ts'

const boundary = new OriginPolicy({
  host: '127.0.0.1',
  allowedOrigins: ['https://desk.example.org'],
  allowedHosts: ['node.example.org'],
})

test.each([
  { host: '127.0.0.1:4000' },
  { host: '[::1]:4000' },
  { host: 'localhost:4000' },
  { host: 'alder:4000' },
  { host: 'desk.example.org' },
  { host: 'Node.example.org:4000' },
  { host: 'node.example.org', origin: 'https://node.example.org' },
  { host: 'localhost:4000', origin: 'http://localhost:4000' },
  { host: 'desk.example.org', origin: 'https://desk.example.org' },
  { host: '127.0.0.1:4000', origin: 'https://desk.example.org' },
])('$host from $origin may come in', (headers) => {
  expect(boundary.problem({ headers })).toBeNull()
})

test.each([
  { host: 'evil.example.com' },
  { host: 'evil.example.com', origin: 'http://evil.example.com' },
  { host: '127.0.0.1:4000', origin: 'http://evil.example.com' },
  { host: '127.0.0.1:4000', origin: 'http://127.0.0.1:5000' },
  { host: '127.0.0.1:4000', origin: 'null' },
  { host: 'desk.example.org.evil.example.com', origin: 'https://desk.example.org' },
  { host: '' },
  { host: 'a b' },
])('$host from $origin is refused', (headers) => {
  expect(boundary.problem({ headers })).toMatch(/ROCHDALE_ALLOWED_(HOSTS|ORIGINS)/)
})
