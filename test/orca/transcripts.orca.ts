import { setOrcaStage } from './stage.ts'
import { testBox } from './box.ts'
import { testChallenges } from './challenges.ts'
import { testOcapi } from './ocapi.ts'
import { testWays } from './ways.ts'

const stage = setOrcaStage()
testBox(stage)
testChallenges(stage)
testOcapi(stage)
testWays(stage)
