import 'reflect-metadata'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { ApolloServer } from '@apollo/server'
import { expressMiddleware } from '@as-integrations/express5'
import express from 'express'
import { Arg, buildSchema, Field, InputType, Mutation, Query, Resolver } from 'type-graphql'

/** Apollo Server, express and type-graphql as they come, with a mutation that does nothing: what the node's own stack allows. */

@InputType()
class NothingInput {
  @Field(() => String)
  text!: string
}

@Resolver()
class Nothing {
  @Query(() => Boolean)
  ready() {
    return true
  }

  @Mutation(() => Boolean)
  doNothing(@Arg('input', () => NothingInput) input: NothingInput) {
    return input.text !== ''
  }
}

const apollo = new ApolloServer({ schema: await buildSchema({ resolvers: [Nothing], validate: false }) })
await apollo.start()
const app = express()
app.use('/graphql', express.json(), expressMiddleware(apollo))
const server = createServer(app)
server.listen(0, '127.0.0.1', () => {
  process.stdout.write(`http://127.0.0.1:${(server.address() as AddressInfo).port}/graphql\n`)
})
