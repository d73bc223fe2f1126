import 'reflect-metadata'
import { createServer } from 'node:http'
import { ApolloServer } from '@apollo/server'
import { expressMiddleware } from '@as-integrations/express5'
import express from 'express'
import { Arg, buildSchema, Field, InputType, Mutation, Query, Resolver } from 'type-graphql'

/**
 * Apollo Server, express and type-graphql as they come, with a mutation that does nothing: what the node's own stack
 * allows. Node.js reads no decorators, and a loader that does would cost memory and time to start: they are called.
 */

class NothingInput {}
Field(() => String)(NothingInput.prototype, 'text')
InputType('NothingInput')(NothingInput)

class Nothing {
  ready() {
    return true
  }

  doNothing({ text }) {
    return text !== ''
  }
}
const methods = Object.getOwnPropertyDescriptors(Nothing.prototype)
Query(() => Boolean)(Nothing.prototype, 'ready', methods.ready)
Mutation(() => Boolean)(Nothing.prototype, 'doNothing', methods.doNothing)
Arg('input', () => NothingInput)(Nothing.prototype, 'doNothing', 0)
Resolver()(Nothing)

const apollo = new ApolloServer({ schema: await buildSchema({ resolvers: [Nothing], validate: false }) })
await apollo.start()
const app = express()
app.use('/graphql', express.json(), expressMiddleware(apollo))
const server = createServer(app)
server.listen(0, '127.0.0.1', () => process.stdout.write(`http://127.0.0.1:${server.address().port}/graphql\n`))
