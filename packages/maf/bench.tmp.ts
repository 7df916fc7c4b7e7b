import { maf } from "./src/index.ts";
import { stream } from "@retrodict/random";
import { matrix } from "@retrodict/matrix";
const e = maf()({targetDim:10, contextDim:10});
const rng = stream(1);
const p = e.init(rng);
const s = e.session!(p, 200);
const n = (r:number,c:number)=>matrix(r,c,new Float64Array(r*c).map(()=>rng.normal()));
const t=n(200,10), c=n(200,10); const cot=new Float64Array(200).fill(-1/200);
for(let k=0;k<5;k++){const t0=performance.now(); for(let i=0;i<200;i++){s.score(t,c); s.step(cot,{learningRate:1e-3,maxGradientNorm:5});} console.log((performance.now()-t0)/200);}
const d=e.condition(s.params(), new Float64Array(10));
for(let k=0;k<5;k++){const t0=performance.now(); const x=d.sample(rng,10000); const t1=performance.now(); d.logDensity(x); console.log("sample", t1-t0, "score", performance.now()-t1);}
