// Made of the schema of result by npm run schemas. Change that, not this.
/* oxlint-disable */
"use strict";
export const validate = validate20;
export const schema = () => schema31;
const schema31 = {"$schema":"https://json-schema.org/draft/2020-12/schema","$id":"result.schema.json","title":"Result","type":"object","required":["election","contest","unit","selections"],"additionalProperties":false,"properties":{"election":{"$ref":"#/$defs/id"},"contest":{"type":"object","required":["id","name","type"],"additionalProperties":false,"properties":{"id":{"$ref":"#/$defs/id"},"name":{"type":"string","minLength":1},"type":{"enum":["candidate","ballot-measure","retention","party","ballots"]},"votesAllowed":{"type":"integer","minimum":1,"maximum":9007199254740991}}},"unit":{"type":"object","required":["id","type","name"],"additionalProperties":false,"properties":{"id":{"$ref":"#/$defs/id"},"type":{"type":"string","minLength":1},"name":{"type":"string","minLength":1},"within":{"$ref":"#/$defs/id"}}},"reporting":{"type":"object","additionalProperties":false,"properties":{"unitsReporting":{"$ref":"#/$defs/count"},"unitsTotal":{"$ref":"#/$defs/count"},"status":{"enum":["pre-election","unofficial-partial","unofficial-complete","certified","correction","recount"]},"asOf":{"type":"string","pattern":"^\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2}:\\d{2}(\\.\\d+)?(Z|[+-]\\d{2}:\\d{2})$"}}},"ballots":{"type":"object","additionalProperties":false,"properties":{"cast":{"$ref":"#/$defs/count"},"registered":{"$ref":"#/$defs/count"},"overvotes":{"$ref":"#/$defs/count"},"undervotes":{"$ref":"#/$defs/count"}}},"selections":{"type":"array","items":{"type":"object","required":["id","name","writeIn","votes"],"additionalProperties":false,"properties":{"id":{"$ref":"#/$defs/id"},"name":{"type":"string","minLength":1},"party":{"type":"string","minLength":1},"writeIn":{"type":"boolean"},"votes":{"type":"object","required":["total"],"additionalProperties":false,"properties":{"total":{"$ref":"#/$defs/count"},"electionDay":{"$ref":"#/$defs/count"},"early":{"$ref":"#/$defs/count"},"absentee":{"$ref":"#/$defs/count"},"absenteeInPerson":{"$ref":"#/$defs/count"},"absenteeMail":{"$ref":"#/$defs/count"},"provisional":{"$ref":"#/$defs/count"},"uocava":{"$ref":"#/$defs/count"},"writeIn":{"$ref":"#/$defs/count"},"other":{"$ref":"#/$defs/count"}}},"suppressed":{"type":"array","minItems":1,"items":{"enum":["electionDay","early","absentee","absenteeInPerson","absenteeMail","provisional","uocava","writeIn","other"]}}}}},"suppressed":{"type":"array","minItems":1,"items":{"type":"object","required":["id","name","writeIn"],"additionalProperties":false,"properties":{"id":{"$ref":"#/$defs/id"},"name":{"type":"string","minLength":1},"party":{"type":"string","minLength":1},"writeIn":{"type":"boolean"}}}}},"$defs":{"id":{"type":"string","minLength":1,"pattern":"^[^\\s|]+$"},"count":{"type":"integer","minimum":-9007199254740991,"maximum":9007199254740991}}};
const schema32 = {"type":"string","minLength":1,"pattern":"^[^\\s|]+$"};
const schema36 = {"type":"integer","minimum":-9007199254740991,"maximum":9007199254740991};
const func1 = (text) => Array.from(text).length;
const func11 = Object.prototype.hasOwnProperty;
const pattern4 = new RegExp("^[^\\s|]+$", "u");
const pattern8 = new RegExp("^\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2}:\\d{2}(\\.\\d+)?(Z|[+-]\\d{2}:\\d{2})$", "u");

function validate20(data, {instancePath="", parentData, parentDataProperty, rootData=data, dynamicAnchors={}}={}){
/*# sourceURL="result.schema.json" */;
let vErrors = null;
let errors = 0;
const evaluated0 = validate20.evaluated;
if(evaluated0.dynamicProps){
evaluated0.props = undefined;
}
if(evaluated0.dynamicItems){
evaluated0.items = undefined;
}
if(errors === 0){
if(data && typeof data == "object" && !Array.isArray(data)){
let missing0;
if(((((data.election === undefined) && (missing0 = "election")) || ((data.contest === undefined) && (missing0 = "contest"))) || ((data.unit === undefined) && (missing0 = "unit"))) || ((data.selections === undefined) && (missing0 = "selections"))){
validate20.errors = [{instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: missing0},message:"must have required property '"+missing0+"'"}];
return false;
}
else {
const _errs1 = errors;
for(const key0 in data){
if(!(((((((key0 === "election") || (key0 === "contest")) || (key0 === "unit")) || (key0 === "reporting")) || (key0 === "ballots")) || (key0 === "selections")) || (key0 === "suppressed"))){
validate20.errors = [{instancePath,schemaPath:"#/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key0},message:"must NOT have additional properties"}];
return false;
break;
}
}
if(_errs1 === errors){
if(data.election !== undefined){
let data0 = data.election;
const _errs2 = errors;
const _errs3 = errors;
if(errors === _errs3){
if(typeof data0 === "string"){
if(func1(data0) < 1){
validate20.errors = [{instancePath:instancePath+"/election",schemaPath:"#/$defs/id/minLength",keyword:"minLength",params:{limit: 1},message:"must NOT have fewer than 1 characters"}];
return false;
}
else {
if(!pattern4.test(data0)){
validate20.errors = [{instancePath:instancePath+"/election",schemaPath:"#/$defs/id/pattern",keyword:"pattern",params:{pattern: "^[^\\s|]+$"},message:"must match pattern \""+"^[^\\s|]+$"+"\""}];
return false;
}
}
}
else {
validate20.errors = [{instancePath:instancePath+"/election",schemaPath:"#/$defs/id/type",keyword:"type",params:{type: "string"},message:"must be string"}];
return false;
}
}
var valid0 = _errs2 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.contest !== undefined){
let data1 = data.contest;
const _errs5 = errors;
if(errors === _errs5){
if(data1 && typeof data1 == "object" && !Array.isArray(data1)){
let missing1;
if((((data1.id === undefined) && (missing1 = "id")) || ((data1.name === undefined) && (missing1 = "name"))) || ((data1.type === undefined) && (missing1 = "type"))){
validate20.errors = [{instancePath:instancePath+"/contest",schemaPath:"#/properties/contest/required",keyword:"required",params:{missingProperty: missing1},message:"must have required property '"+missing1+"'"}];
return false;
}
else {
const _errs7 = errors;
for(const key1 in data1){
if(!((((key1 === "id") || (key1 === "name")) || (key1 === "type")) || (key1 === "votesAllowed"))){
validate20.errors = [{instancePath:instancePath+"/contest",schemaPath:"#/properties/contest/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key1},message:"must NOT have additional properties"}];
return false;
break;
}
}
if(_errs7 === errors){
if(data1.id !== undefined){
let data2 = data1.id;
const _errs8 = errors;
const _errs9 = errors;
if(errors === _errs9){
if(typeof data2 === "string"){
if(func1(data2) < 1){
validate20.errors = [{instancePath:instancePath+"/contest/id",schemaPath:"#/$defs/id/minLength",keyword:"minLength",params:{limit: 1},message:"must NOT have fewer than 1 characters"}];
return false;
}
else {
if(!pattern4.test(data2)){
validate20.errors = [{instancePath:instancePath+"/contest/id",schemaPath:"#/$defs/id/pattern",keyword:"pattern",params:{pattern: "^[^\\s|]+$"},message:"must match pattern \""+"^[^\\s|]+$"+"\""}];
return false;
}
}
}
else {
validate20.errors = [{instancePath:instancePath+"/contest/id",schemaPath:"#/$defs/id/type",keyword:"type",params:{type: "string"},message:"must be string"}];
return false;
}
}
var valid2 = _errs8 === errors;
}
else {
var valid2 = true;
}
if(valid2){
if(data1.name !== undefined){
let data3 = data1.name;
const _errs11 = errors;
if(errors === _errs11){
if(typeof data3 === "string"){
if(func1(data3) < 1){
validate20.errors = [{instancePath:instancePath+"/contest/name",schemaPath:"#/properties/contest/properties/name/minLength",keyword:"minLength",params:{limit: 1},message:"must NOT have fewer than 1 characters"}];
return false;
}
}
else {
validate20.errors = [{instancePath:instancePath+"/contest/name",schemaPath:"#/properties/contest/properties/name/type",keyword:"type",params:{type: "string"},message:"must be string"}];
return false;
}
}
var valid2 = _errs11 === errors;
}
else {
var valid2 = true;
}
if(valid2){
if(data1.type !== undefined){
let data4 = data1.type;
const _errs13 = errors;
if(!(((((data4 === "candidate") || (data4 === "ballot-measure")) || (data4 === "retention")) || (data4 === "party")) || (data4 === "ballots"))){
validate20.errors = [{instancePath:instancePath+"/contest/type",schemaPath:"#/properties/contest/properties/type/enum",keyword:"enum",params:{allowedValues: schema31.properties.contest.properties.type.enum},message:"must be equal to one of the allowed values"}];
return false;
}
var valid2 = _errs13 === errors;
}
else {
var valid2 = true;
}
if(valid2){
if(data1.votesAllowed !== undefined){
let data5 = data1.votesAllowed;
const _errs14 = errors;
if(!(((typeof data5 == "number") && (!(data5 % 1) && !isNaN(data5))) && (isFinite(data5)))){
validate20.errors = [{instancePath:instancePath+"/contest/votesAllowed",schemaPath:"#/properties/contest/properties/votesAllowed/type",keyword:"type",params:{type: "integer"},message:"must be integer"}];
return false;
}
if(errors === _errs14){
if((typeof data5 == "number") && (isFinite(data5))){
if(data5 > 9007199254740991 || isNaN(data5)){
validate20.errors = [{instancePath:instancePath+"/contest/votesAllowed",schemaPath:"#/properties/contest/properties/votesAllowed/maximum",keyword:"maximum",params:{comparison: "<=", limit: 9007199254740991},message:"must be <= 9007199254740991"}];
return false;
}
else {
if(data5 < 1 || isNaN(data5)){
validate20.errors = [{instancePath:instancePath+"/contest/votesAllowed",schemaPath:"#/properties/contest/properties/votesAllowed/minimum",keyword:"minimum",params:{comparison: ">=", limit: 1},message:"must be >= 1"}];
return false;
}
}
}
}
var valid2 = _errs14 === errors;
}
else {
var valid2 = true;
}
}
}
}
}
}
}
else {
validate20.errors = [{instancePath:instancePath+"/contest",schemaPath:"#/properties/contest/type",keyword:"type",params:{type: "object"},message:"must be object"}];
return false;
}
}
var valid0 = _errs5 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.unit !== undefined){
let data6 = data.unit;
const _errs16 = errors;
if(errors === _errs16){
if(data6 && typeof data6 == "object" && !Array.isArray(data6)){
let missing2;
if((((data6.id === undefined) && (missing2 = "id")) || ((data6.type === undefined) && (missing2 = "type"))) || ((data6.name === undefined) && (missing2 = "name"))){
validate20.errors = [{instancePath:instancePath+"/unit",schemaPath:"#/properties/unit/required",keyword:"required",params:{missingProperty: missing2},message:"must have required property '"+missing2+"'"}];
return false;
}
else {
const _errs18 = errors;
for(const key2 in data6){
if(!((((key2 === "id") || (key2 === "type")) || (key2 === "name")) || (key2 === "within"))){
validate20.errors = [{instancePath:instancePath+"/unit",schemaPath:"#/properties/unit/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key2},message:"must NOT have additional properties"}];
return false;
break;
}
}
if(_errs18 === errors){
if(data6.id !== undefined){
let data7 = data6.id;
const _errs19 = errors;
const _errs20 = errors;
if(errors === _errs20){
if(typeof data7 === "string"){
if(func1(data7) < 1){
validate20.errors = [{instancePath:instancePath+"/unit/id",schemaPath:"#/$defs/id/minLength",keyword:"minLength",params:{limit: 1},message:"must NOT have fewer than 1 characters"}];
return false;
}
else {
if(!pattern4.test(data7)){
validate20.errors = [{instancePath:instancePath+"/unit/id",schemaPath:"#/$defs/id/pattern",keyword:"pattern",params:{pattern: "^[^\\s|]+$"},message:"must match pattern \""+"^[^\\s|]+$"+"\""}];
return false;
}
}
}
else {
validate20.errors = [{instancePath:instancePath+"/unit/id",schemaPath:"#/$defs/id/type",keyword:"type",params:{type: "string"},message:"must be string"}];
return false;
}
}
var valid4 = _errs19 === errors;
}
else {
var valid4 = true;
}
if(valid4){
if(data6.type !== undefined){
let data8 = data6.type;
const _errs22 = errors;
if(errors === _errs22){
if(typeof data8 === "string"){
if(func1(data8) < 1){
validate20.errors = [{instancePath:instancePath+"/unit/type",schemaPath:"#/properties/unit/properties/type/minLength",keyword:"minLength",params:{limit: 1},message:"must NOT have fewer than 1 characters"}];
return false;
}
}
else {
validate20.errors = [{instancePath:instancePath+"/unit/type",schemaPath:"#/properties/unit/properties/type/type",keyword:"type",params:{type: "string"},message:"must be string"}];
return false;
}
}
var valid4 = _errs22 === errors;
}
else {
var valid4 = true;
}
if(valid4){
if(data6.name !== undefined){
let data9 = data6.name;
const _errs24 = errors;
if(errors === _errs24){
if(typeof data9 === "string"){
if(func1(data9) < 1){
validate20.errors = [{instancePath:instancePath+"/unit/name",schemaPath:"#/properties/unit/properties/name/minLength",keyword:"minLength",params:{limit: 1},message:"must NOT have fewer than 1 characters"}];
return false;
}
}
else {
validate20.errors = [{instancePath:instancePath+"/unit/name",schemaPath:"#/properties/unit/properties/name/type",keyword:"type",params:{type: "string"},message:"must be string"}];
return false;
}
}
var valid4 = _errs24 === errors;
}
else {
var valid4 = true;
}
if(valid4){
if(data6.within !== undefined){
let data10 = data6.within;
const _errs26 = errors;
const _errs27 = errors;
if(errors === _errs27){
if(typeof data10 === "string"){
if(func1(data10) < 1){
validate20.errors = [{instancePath:instancePath+"/unit/within",schemaPath:"#/$defs/id/minLength",keyword:"minLength",params:{limit: 1},message:"must NOT have fewer than 1 characters"}];
return false;
}
else {
if(!pattern4.test(data10)){
validate20.errors = [{instancePath:instancePath+"/unit/within",schemaPath:"#/$defs/id/pattern",keyword:"pattern",params:{pattern: "^[^\\s|]+$"},message:"must match pattern \""+"^[^\\s|]+$"+"\""}];
return false;
}
}
}
else {
validate20.errors = [{instancePath:instancePath+"/unit/within",schemaPath:"#/$defs/id/type",keyword:"type",params:{type: "string"},message:"must be string"}];
return false;
}
}
var valid4 = _errs26 === errors;
}
else {
var valid4 = true;
}
}
}
}
}
}
}
else {
validate20.errors = [{instancePath:instancePath+"/unit",schemaPath:"#/properties/unit/type",keyword:"type",params:{type: "object"},message:"must be object"}];
return false;
}
}
var valid0 = _errs16 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.reporting !== undefined){
let data11 = data.reporting;
const _errs29 = errors;
if(errors === _errs29){
if(data11 && typeof data11 == "object" && !Array.isArray(data11)){
const _errs31 = errors;
for(const key3 in data11){
if(!((((key3 === "unitsReporting") || (key3 === "unitsTotal")) || (key3 === "status")) || (key3 === "asOf"))){
validate20.errors = [{instancePath:instancePath+"/reporting",schemaPath:"#/properties/reporting/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key3},message:"must NOT have additional properties"}];
return false;
break;
}
}
if(_errs31 === errors){
if(data11.unitsReporting !== undefined){
let data12 = data11.unitsReporting;
const _errs32 = errors;
const _errs33 = errors;
if(!(((typeof data12 == "number") && (!(data12 % 1) && !isNaN(data12))) && (isFinite(data12)))){
validate20.errors = [{instancePath:instancePath+"/reporting/unitsReporting",schemaPath:"#/$defs/count/type",keyword:"type",params:{type: "integer"},message:"must be integer"}];
return false;
}
if(errors === _errs33){
if((typeof data12 == "number") && (isFinite(data12))){
if(data12 > 9007199254740991 || isNaN(data12)){
validate20.errors = [{instancePath:instancePath+"/reporting/unitsReporting",schemaPath:"#/$defs/count/maximum",keyword:"maximum",params:{comparison: "<=", limit: 9007199254740991},message:"must be <= 9007199254740991"}];
return false;
}
else {
if(data12 < -9007199254740991 || isNaN(data12)){
validate20.errors = [{instancePath:instancePath+"/reporting/unitsReporting",schemaPath:"#/$defs/count/minimum",keyword:"minimum",params:{comparison: ">=", limit: -9007199254740991},message:"must be >= -9007199254740991"}];
return false;
}
}
}
}
var valid7 = _errs32 === errors;
}
else {
var valid7 = true;
}
if(valid7){
if(data11.unitsTotal !== undefined){
let data13 = data11.unitsTotal;
const _errs35 = errors;
const _errs36 = errors;
if(!(((typeof data13 == "number") && (!(data13 % 1) && !isNaN(data13))) && (isFinite(data13)))){
validate20.errors = [{instancePath:instancePath+"/reporting/unitsTotal",schemaPath:"#/$defs/count/type",keyword:"type",params:{type: "integer"},message:"must be integer"}];
return false;
}
if(errors === _errs36){
if((typeof data13 == "number") && (isFinite(data13))){
if(data13 > 9007199254740991 || isNaN(data13)){
validate20.errors = [{instancePath:instancePath+"/reporting/unitsTotal",schemaPath:"#/$defs/count/maximum",keyword:"maximum",params:{comparison: "<=", limit: 9007199254740991},message:"must be <= 9007199254740991"}];
return false;
}
else {
if(data13 < -9007199254740991 || isNaN(data13)){
validate20.errors = [{instancePath:instancePath+"/reporting/unitsTotal",schemaPath:"#/$defs/count/minimum",keyword:"minimum",params:{comparison: ">=", limit: -9007199254740991},message:"must be >= -9007199254740991"}];
return false;
}
}
}
}
var valid7 = _errs35 === errors;
}
else {
var valid7 = true;
}
if(valid7){
if(data11.status !== undefined){
let data14 = data11.status;
const _errs38 = errors;
if(!((((((data14 === "pre-election") || (data14 === "unofficial-partial")) || (data14 === "unofficial-complete")) || (data14 === "certified")) || (data14 === "correction")) || (data14 === "recount"))){
validate20.errors = [{instancePath:instancePath+"/reporting/status",schemaPath:"#/properties/reporting/properties/status/enum",keyword:"enum",params:{allowedValues: schema31.properties.reporting.properties.status.enum},message:"must be equal to one of the allowed values"}];
return false;
}
var valid7 = _errs38 === errors;
}
else {
var valid7 = true;
}
if(valid7){
if(data11.asOf !== undefined){
let data15 = data11.asOf;
const _errs39 = errors;
if(errors === _errs39){
if(typeof data15 === "string"){
if(!pattern8.test(data15)){
validate20.errors = [{instancePath:instancePath+"/reporting/asOf",schemaPath:"#/properties/reporting/properties/asOf/pattern",keyword:"pattern",params:{pattern: "^\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2}:\\d{2}(\\.\\d+)?(Z|[+-]\\d{2}:\\d{2})$"},message:"must match pattern \""+"^\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2}:\\d{2}(\\.\\d+)?(Z|[+-]\\d{2}:\\d{2})$"+"\""}];
return false;
}
}
else {
validate20.errors = [{instancePath:instancePath+"/reporting/asOf",schemaPath:"#/properties/reporting/properties/asOf/type",keyword:"type",params:{type: "string"},message:"must be string"}];
return false;
}
}
var valid7 = _errs39 === errors;
}
else {
var valid7 = true;
}
}
}
}
}
}
else {
validate20.errors = [{instancePath:instancePath+"/reporting",schemaPath:"#/properties/reporting/type",keyword:"type",params:{type: "object"},message:"must be object"}];
return false;
}
}
var valid0 = _errs29 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.ballots !== undefined){
let data16 = data.ballots;
const _errs41 = errors;
if(errors === _errs41){
if(data16 && typeof data16 == "object" && !Array.isArray(data16)){
const _errs43 = errors;
for(const key4 in data16){
if(!((((key4 === "cast") || (key4 === "registered")) || (key4 === "overvotes")) || (key4 === "undervotes"))){
validate20.errors = [{instancePath:instancePath+"/ballots",schemaPath:"#/properties/ballots/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key4},message:"must NOT have additional properties"}];
return false;
break;
}
}
if(_errs43 === errors){
if(data16.cast !== undefined){
let data17 = data16.cast;
const _errs44 = errors;
const _errs45 = errors;
if(!(((typeof data17 == "number") && (!(data17 % 1) && !isNaN(data17))) && (isFinite(data17)))){
validate20.errors = [{instancePath:instancePath+"/ballots/cast",schemaPath:"#/$defs/count/type",keyword:"type",params:{type: "integer"},message:"must be integer"}];
return false;
}
if(errors === _errs45){
if((typeof data17 == "number") && (isFinite(data17))){
if(data17 > 9007199254740991 || isNaN(data17)){
validate20.errors = [{instancePath:instancePath+"/ballots/cast",schemaPath:"#/$defs/count/maximum",keyword:"maximum",params:{comparison: "<=", limit: 9007199254740991},message:"must be <= 9007199254740991"}];
return false;
}
else {
if(data17 < -9007199254740991 || isNaN(data17)){
validate20.errors = [{instancePath:instancePath+"/ballots/cast",schemaPath:"#/$defs/count/minimum",keyword:"minimum",params:{comparison: ">=", limit: -9007199254740991},message:"must be >= -9007199254740991"}];
return false;
}
}
}
}
var valid10 = _errs44 === errors;
}
else {
var valid10 = true;
}
if(valid10){
if(data16.registered !== undefined){
let data18 = data16.registered;
const _errs47 = errors;
const _errs48 = errors;
if(!(((typeof data18 == "number") && (!(data18 % 1) && !isNaN(data18))) && (isFinite(data18)))){
validate20.errors = [{instancePath:instancePath+"/ballots/registered",schemaPath:"#/$defs/count/type",keyword:"type",params:{type: "integer"},message:"must be integer"}];
return false;
}
if(errors === _errs48){
if((typeof data18 == "number") && (isFinite(data18))){
if(data18 > 9007199254740991 || isNaN(data18)){
validate20.errors = [{instancePath:instancePath+"/ballots/registered",schemaPath:"#/$defs/count/maximum",keyword:"maximum",params:{comparison: "<=", limit: 9007199254740991},message:"must be <= 9007199254740991"}];
return false;
}
else {
if(data18 < -9007199254740991 || isNaN(data18)){
validate20.errors = [{instancePath:instancePath+"/ballots/registered",schemaPath:"#/$defs/count/minimum",keyword:"minimum",params:{comparison: ">=", limit: -9007199254740991},message:"must be >= -9007199254740991"}];
return false;
}
}
}
}
var valid10 = _errs47 === errors;
}
else {
var valid10 = true;
}
if(valid10){
if(data16.overvotes !== undefined){
let data19 = data16.overvotes;
const _errs50 = errors;
const _errs51 = errors;
if(!(((typeof data19 == "number") && (!(data19 % 1) && !isNaN(data19))) && (isFinite(data19)))){
validate20.errors = [{instancePath:instancePath+"/ballots/overvotes",schemaPath:"#/$defs/count/type",keyword:"type",params:{type: "integer"},message:"must be integer"}];
return false;
}
if(errors === _errs51){
if((typeof data19 == "number") && (isFinite(data19))){
if(data19 > 9007199254740991 || isNaN(data19)){
validate20.errors = [{instancePath:instancePath+"/ballots/overvotes",schemaPath:"#/$defs/count/maximum",keyword:"maximum",params:{comparison: "<=", limit: 9007199254740991},message:"must be <= 9007199254740991"}];
return false;
}
else {
if(data19 < -9007199254740991 || isNaN(data19)){
validate20.errors = [{instancePath:instancePath+"/ballots/overvotes",schemaPath:"#/$defs/count/minimum",keyword:"minimum",params:{comparison: ">=", limit: -9007199254740991},message:"must be >= -9007199254740991"}];
return false;
}
}
}
}
var valid10 = _errs50 === errors;
}
else {
var valid10 = true;
}
if(valid10){
if(data16.undervotes !== undefined){
let data20 = data16.undervotes;
const _errs53 = errors;
const _errs54 = errors;
if(!(((typeof data20 == "number") && (!(data20 % 1) && !isNaN(data20))) && (isFinite(data20)))){
validate20.errors = [{instancePath:instancePath+"/ballots/undervotes",schemaPath:"#/$defs/count/type",keyword:"type",params:{type: "integer"},message:"must be integer"}];
return false;
}
if(errors === _errs54){
if((typeof data20 == "number") && (isFinite(data20))){
if(data20 > 9007199254740991 || isNaN(data20)){
validate20.errors = [{instancePath:instancePath+"/ballots/undervotes",schemaPath:"#/$defs/count/maximum",keyword:"maximum",params:{comparison: "<=", limit: 9007199254740991},message:"must be <= 9007199254740991"}];
return false;
}
else {
if(data20 < -9007199254740991 || isNaN(data20)){
validate20.errors = [{instancePath:instancePath+"/ballots/undervotes",schemaPath:"#/$defs/count/minimum",keyword:"minimum",params:{comparison: ">=", limit: -9007199254740991},message:"must be >= -9007199254740991"}];
return false;
}
}
}
}
var valid10 = _errs53 === errors;
}
else {
var valid10 = true;
}
}
}
}
}
}
else {
validate20.errors = [{instancePath:instancePath+"/ballots",schemaPath:"#/properties/ballots/type",keyword:"type",params:{type: "object"},message:"must be object"}];
return false;
}
}
var valid0 = _errs41 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.selections !== undefined){
let data21 = data.selections;
const _errs56 = errors;
if(errors === _errs56){
if(Array.isArray(data21)){
var valid15 = true;
const len0 = data21.length;
for(let i0=0; i0<len0; i0++){
let data22 = data21[i0];
const _errs58 = errors;
if(errors === _errs58){
if(data22 && typeof data22 == "object" && !Array.isArray(data22)){
let missing3;
if(((((data22.id === undefined) && (missing3 = "id")) || ((data22.name === undefined) && (missing3 = "name"))) || ((data22.writeIn === undefined) && (missing3 = "writeIn"))) || ((data22.votes === undefined) && (missing3 = "votes"))){
validate20.errors = [{instancePath:instancePath+"/selections/" + i0,schemaPath:"#/properties/selections/items/required",keyword:"required",params:{missingProperty: missing3},message:"must have required property '"+missing3+"'"}];
return false;
}
else {
const _errs60 = errors;
for(const key5 in data22){
if(!((((((key5 === "id") || (key5 === "name")) || (key5 === "party")) || (key5 === "writeIn")) || (key5 === "votes")) || (key5 === "suppressed"))){
validate20.errors = [{instancePath:instancePath+"/selections/" + i0,schemaPath:"#/properties/selections/items/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key5},message:"must NOT have additional properties"}];
return false;
break;
}
}
if(_errs60 === errors){
if(data22.id !== undefined){
let data23 = data22.id;
const _errs61 = errors;
const _errs62 = errors;
if(errors === _errs62){
if(typeof data23 === "string"){
if(func1(data23) < 1){
validate20.errors = [{instancePath:instancePath+"/selections/" + i0+"/id",schemaPath:"#/$defs/id/minLength",keyword:"minLength",params:{limit: 1},message:"must NOT have fewer than 1 characters"}];
return false;
}
else {
if(!pattern4.test(data23)){
validate20.errors = [{instancePath:instancePath+"/selections/" + i0+"/id",schemaPath:"#/$defs/id/pattern",keyword:"pattern",params:{pattern: "^[^\\s|]+$"},message:"must match pattern \""+"^[^\\s|]+$"+"\""}];
return false;
}
}
}
else {
validate20.errors = [{instancePath:instancePath+"/selections/" + i0+"/id",schemaPath:"#/$defs/id/type",keyword:"type",params:{type: "string"},message:"must be string"}];
return false;
}
}
var valid16 = _errs61 === errors;
}
else {
var valid16 = true;
}
if(valid16){
if(data22.name !== undefined){
let data24 = data22.name;
const _errs64 = errors;
if(errors === _errs64){
if(typeof data24 === "string"){
if(func1(data24) < 1){
validate20.errors = [{instancePath:instancePath+"/selections/" + i0+"/name",schemaPath:"#/properties/selections/items/properties/name/minLength",keyword:"minLength",params:{limit: 1},message:"must NOT have fewer than 1 characters"}];
return false;
}
}
else {
validate20.errors = [{instancePath:instancePath+"/selections/" + i0+"/name",schemaPath:"#/properties/selections/items/properties/name/type",keyword:"type",params:{type: "string"},message:"must be string"}];
return false;
}
}
var valid16 = _errs64 === errors;
}
else {
var valid16 = true;
}
if(valid16){
if(data22.party !== undefined){
let data25 = data22.party;
const _errs66 = errors;
if(errors === _errs66){
if(typeof data25 === "string"){
if(func1(data25) < 1){
validate20.errors = [{instancePath:instancePath+"/selections/" + i0+"/party",schemaPath:"#/properties/selections/items/properties/party/minLength",keyword:"minLength",params:{limit: 1},message:"must NOT have fewer than 1 characters"}];
return false;
}
}
else {
validate20.errors = [{instancePath:instancePath+"/selections/" + i0+"/party",schemaPath:"#/properties/selections/items/properties/party/type",keyword:"type",params:{type: "string"},message:"must be string"}];
return false;
}
}
var valid16 = _errs66 === errors;
}
else {
var valid16 = true;
}
if(valid16){
if(data22.writeIn !== undefined){
const _errs68 = errors;
if(typeof data22.writeIn !== "boolean"){
validate20.errors = [{instancePath:instancePath+"/selections/" + i0+"/writeIn",schemaPath:"#/properties/selections/items/properties/writeIn/type",keyword:"type",params:{type: "boolean"},message:"must be boolean"}];
return false;
}
var valid16 = _errs68 === errors;
}
else {
var valid16 = true;
}
if(valid16){
if(data22.votes !== undefined){
let data27 = data22.votes;
const _errs70 = errors;
if(errors === _errs70){
if(data27 && typeof data27 == "object" && !Array.isArray(data27)){
let missing4;
if((data27.total === undefined) && (missing4 = "total")){
validate20.errors = [{instancePath:instancePath+"/selections/" + i0+"/votes",schemaPath:"#/properties/selections/items/properties/votes/required",keyword:"required",params:{missingProperty: missing4},message:"must have required property '"+missing4+"'"}];
return false;
}
else {
const _errs72 = errors;
for(const key6 in data27){
if(!(func11.call(schema31.properties.selections.items.properties.votes.properties, key6))){
validate20.errors = [{instancePath:instancePath+"/selections/" + i0+"/votes",schemaPath:"#/properties/selections/items/properties/votes/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key6},message:"must NOT have additional properties"}];
return false;
break;
}
}
if(_errs72 === errors){
if(data27.total !== undefined){
let data28 = data27.total;
const _errs73 = errors;
const _errs74 = errors;
if(!(((typeof data28 == "number") && (!(data28 % 1) && !isNaN(data28))) && (isFinite(data28)))){
validate20.errors = [{instancePath:instancePath+"/selections/" + i0+"/votes/total",schemaPath:"#/$defs/count/type",keyword:"type",params:{type: "integer"},message:"must be integer"}];
return false;
}
if(errors === _errs74){
if((typeof data28 == "number") && (isFinite(data28))){
if(data28 > 9007199254740991 || isNaN(data28)){
validate20.errors = [{instancePath:instancePath+"/selections/" + i0+"/votes/total",schemaPath:"#/$defs/count/maximum",keyword:"maximum",params:{comparison: "<=", limit: 9007199254740991},message:"must be <= 9007199254740991"}];
return false;
}
else {
if(data28 < -9007199254740991 || isNaN(data28)){
validate20.errors = [{instancePath:instancePath+"/selections/" + i0+"/votes/total",schemaPath:"#/$defs/count/minimum",keyword:"minimum",params:{comparison: ">=", limit: -9007199254740991},message:"must be >= -9007199254740991"}];
return false;
}
}
}
}
var valid18 = _errs73 === errors;
}
else {
var valid18 = true;
}
if(valid18){
if(data27.electionDay !== undefined){
let data29 = data27.electionDay;
const _errs76 = errors;
const _errs77 = errors;
if(!(((typeof data29 == "number") && (!(data29 % 1) && !isNaN(data29))) && (isFinite(data29)))){
validate20.errors = [{instancePath:instancePath+"/selections/" + i0+"/votes/electionDay",schemaPath:"#/$defs/count/type",keyword:"type",params:{type: "integer"},message:"must be integer"}];
return false;
}
if(errors === _errs77){
if((typeof data29 == "number") && (isFinite(data29))){
if(data29 > 9007199254740991 || isNaN(data29)){
validate20.errors = [{instancePath:instancePath+"/selections/" + i0+"/votes/electionDay",schemaPath:"#/$defs/count/maximum",keyword:"maximum",params:{comparison: "<=", limit: 9007199254740991},message:"must be <= 9007199254740991"}];
return false;
}
else {
if(data29 < -9007199254740991 || isNaN(data29)){
validate20.errors = [{instancePath:instancePath+"/selections/" + i0+"/votes/electionDay",schemaPath:"#/$defs/count/minimum",keyword:"minimum",params:{comparison: ">=", limit: -9007199254740991},message:"must be >= -9007199254740991"}];
return false;
}
}
}
}
var valid18 = _errs76 === errors;
}
else {
var valid18 = true;
}
if(valid18){
if(data27.early !== undefined){
let data30 = data27.early;
const _errs79 = errors;
const _errs80 = errors;
if(!(((typeof data30 == "number") && (!(data30 % 1) && !isNaN(data30))) && (isFinite(data30)))){
validate20.errors = [{instancePath:instancePath+"/selections/" + i0+"/votes/early",schemaPath:"#/$defs/count/type",keyword:"type",params:{type: "integer"},message:"must be integer"}];
return false;
}
if(errors === _errs80){
if((typeof data30 == "number") && (isFinite(data30))){
if(data30 > 9007199254740991 || isNaN(data30)){
validate20.errors = [{instancePath:instancePath+"/selections/" + i0+"/votes/early",schemaPath:"#/$defs/count/maximum",keyword:"maximum",params:{comparison: "<=", limit: 9007199254740991},message:"must be <= 9007199254740991"}];
return false;
}
else {
if(data30 < -9007199254740991 || isNaN(data30)){
validate20.errors = [{instancePath:instancePath+"/selections/" + i0+"/votes/early",schemaPath:"#/$defs/count/minimum",keyword:"minimum",params:{comparison: ">=", limit: -9007199254740991},message:"must be >= -9007199254740991"}];
return false;
}
}
}
}
var valid18 = _errs79 === errors;
}
else {
var valid18 = true;
}
if(valid18){
if(data27.absentee !== undefined){
let data31 = data27.absentee;
const _errs82 = errors;
const _errs83 = errors;
if(!(((typeof data31 == "number") && (!(data31 % 1) && !isNaN(data31))) && (isFinite(data31)))){
validate20.errors = [{instancePath:instancePath+"/selections/" + i0+"/votes/absentee",schemaPath:"#/$defs/count/type",keyword:"type",params:{type: "integer"},message:"must be integer"}];
return false;
}
if(errors === _errs83){
if((typeof data31 == "number") && (isFinite(data31))){
if(data31 > 9007199254740991 || isNaN(data31)){
validate20.errors = [{instancePath:instancePath+"/selections/" + i0+"/votes/absentee",schemaPath:"#/$defs/count/maximum",keyword:"maximum",params:{comparison: "<=", limit: 9007199254740991},message:"must be <= 9007199254740991"}];
return false;
}
else {
if(data31 < -9007199254740991 || isNaN(data31)){
validate20.errors = [{instancePath:instancePath+"/selections/" + i0+"/votes/absentee",schemaPath:"#/$defs/count/minimum",keyword:"minimum",params:{comparison: ">=", limit: -9007199254740991},message:"must be >= -9007199254740991"}];
return false;
}
}
}
}
var valid18 = _errs82 === errors;
}
else {
var valid18 = true;
}
if(valid18){
if(data27.absenteeInPerson !== undefined){
let data32 = data27.absenteeInPerson;
const _errs85 = errors;
const _errs86 = errors;
if(!(((typeof data32 == "number") && (!(data32 % 1) && !isNaN(data32))) && (isFinite(data32)))){
validate20.errors = [{instancePath:instancePath+"/selections/" + i0+"/votes/absenteeInPerson",schemaPath:"#/$defs/count/type",keyword:"type",params:{type: "integer"},message:"must be integer"}];
return false;
}
if(errors === _errs86){
if((typeof data32 == "number") && (isFinite(data32))){
if(data32 > 9007199254740991 || isNaN(data32)){
validate20.errors = [{instancePath:instancePath+"/selections/" + i0+"/votes/absenteeInPerson",schemaPath:"#/$defs/count/maximum",keyword:"maximum",params:{comparison: "<=", limit: 9007199254740991},message:"must be <= 9007199254740991"}];
return false;
}
else {
if(data32 < -9007199254740991 || isNaN(data32)){
validate20.errors = [{instancePath:instancePath+"/selections/" + i0+"/votes/absenteeInPerson",schemaPath:"#/$defs/count/minimum",keyword:"minimum",params:{comparison: ">=", limit: -9007199254740991},message:"must be >= -9007199254740991"}];
return false;
}
}
}
}
var valid18 = _errs85 === errors;
}
else {
var valid18 = true;
}
if(valid18){
if(data27.absenteeMail !== undefined){
let data33 = data27.absenteeMail;
const _errs88 = errors;
const _errs89 = errors;
if(!(((typeof data33 == "number") && (!(data33 % 1) && !isNaN(data33))) && (isFinite(data33)))){
validate20.errors = [{instancePath:instancePath+"/selections/" + i0+"/votes/absenteeMail",schemaPath:"#/$defs/count/type",keyword:"type",params:{type: "integer"},message:"must be integer"}];
return false;
}
if(errors === _errs89){
if((typeof data33 == "number") && (isFinite(data33))){
if(data33 > 9007199254740991 || isNaN(data33)){
validate20.errors = [{instancePath:instancePath+"/selections/" + i0+"/votes/absenteeMail",schemaPath:"#/$defs/count/maximum",keyword:"maximum",params:{comparison: "<=", limit: 9007199254740991},message:"must be <= 9007199254740991"}];
return false;
}
else {
if(data33 < -9007199254740991 || isNaN(data33)){
validate20.errors = [{instancePath:instancePath+"/selections/" + i0+"/votes/absenteeMail",schemaPath:"#/$defs/count/minimum",keyword:"minimum",params:{comparison: ">=", limit: -9007199254740991},message:"must be >= -9007199254740991"}];
return false;
}
}
}
}
var valid18 = _errs88 === errors;
}
else {
var valid18 = true;
}
if(valid18){
if(data27.provisional !== undefined){
let data34 = data27.provisional;
const _errs91 = errors;
const _errs92 = errors;
if(!(((typeof data34 == "number") && (!(data34 % 1) && !isNaN(data34))) && (isFinite(data34)))){
validate20.errors = [{instancePath:instancePath+"/selections/" + i0+"/votes/provisional",schemaPath:"#/$defs/count/type",keyword:"type",params:{type: "integer"},message:"must be integer"}];
return false;
}
if(errors === _errs92){
if((typeof data34 == "number") && (isFinite(data34))){
if(data34 > 9007199254740991 || isNaN(data34)){
validate20.errors = [{instancePath:instancePath+"/selections/" + i0+"/votes/provisional",schemaPath:"#/$defs/count/maximum",keyword:"maximum",params:{comparison: "<=", limit: 9007199254740991},message:"must be <= 9007199254740991"}];
return false;
}
else {
if(data34 < -9007199254740991 || isNaN(data34)){
validate20.errors = [{instancePath:instancePath+"/selections/" + i0+"/votes/provisional",schemaPath:"#/$defs/count/minimum",keyword:"minimum",params:{comparison: ">=", limit: -9007199254740991},message:"must be >= -9007199254740991"}];
return false;
}
}
}
}
var valid18 = _errs91 === errors;
}
else {
var valid18 = true;
}
if(valid18){
if(data27.uocava !== undefined){
let data35 = data27.uocava;
const _errs94 = errors;
const _errs95 = errors;
if(!(((typeof data35 == "number") && (!(data35 % 1) && !isNaN(data35))) && (isFinite(data35)))){
validate20.errors = [{instancePath:instancePath+"/selections/" + i0+"/votes/uocava",schemaPath:"#/$defs/count/type",keyword:"type",params:{type: "integer"},message:"must be integer"}];
return false;
}
if(errors === _errs95){
if((typeof data35 == "number") && (isFinite(data35))){
if(data35 > 9007199254740991 || isNaN(data35)){
validate20.errors = [{instancePath:instancePath+"/selections/" + i0+"/votes/uocava",schemaPath:"#/$defs/count/maximum",keyword:"maximum",params:{comparison: "<=", limit: 9007199254740991},message:"must be <= 9007199254740991"}];
return false;
}
else {
if(data35 < -9007199254740991 || isNaN(data35)){
validate20.errors = [{instancePath:instancePath+"/selections/" + i0+"/votes/uocava",schemaPath:"#/$defs/count/minimum",keyword:"minimum",params:{comparison: ">=", limit: -9007199254740991},message:"must be >= -9007199254740991"}];
return false;
}
}
}
}
var valid18 = _errs94 === errors;
}
else {
var valid18 = true;
}
if(valid18){
if(data27.writeIn !== undefined){
let data36 = data27.writeIn;
const _errs97 = errors;
const _errs98 = errors;
if(!(((typeof data36 == "number") && (!(data36 % 1) && !isNaN(data36))) && (isFinite(data36)))){
validate20.errors = [{instancePath:instancePath+"/selections/" + i0+"/votes/writeIn",schemaPath:"#/$defs/count/type",keyword:"type",params:{type: "integer"},message:"must be integer"}];
return false;
}
if(errors === _errs98){
if((typeof data36 == "number") && (isFinite(data36))){
if(data36 > 9007199254740991 || isNaN(data36)){
validate20.errors = [{instancePath:instancePath+"/selections/" + i0+"/votes/writeIn",schemaPath:"#/$defs/count/maximum",keyword:"maximum",params:{comparison: "<=", limit: 9007199254740991},message:"must be <= 9007199254740991"}];
return false;
}
else {
if(data36 < -9007199254740991 || isNaN(data36)){
validate20.errors = [{instancePath:instancePath+"/selections/" + i0+"/votes/writeIn",schemaPath:"#/$defs/count/minimum",keyword:"minimum",params:{comparison: ">=", limit: -9007199254740991},message:"must be >= -9007199254740991"}];
return false;
}
}
}
}
var valid18 = _errs97 === errors;
}
else {
var valid18 = true;
}
if(valid18){
if(data27.other !== undefined){
let data37 = data27.other;
const _errs100 = errors;
const _errs101 = errors;
if(!(((typeof data37 == "number") && (!(data37 % 1) && !isNaN(data37))) && (isFinite(data37)))){
validate20.errors = [{instancePath:instancePath+"/selections/" + i0+"/votes/other",schemaPath:"#/$defs/count/type",keyword:"type",params:{type: "integer"},message:"must be integer"}];
return false;
}
if(errors === _errs101){
if((typeof data37 == "number") && (isFinite(data37))){
if(data37 > 9007199254740991 || isNaN(data37)){
validate20.errors = [{instancePath:instancePath+"/selections/" + i0+"/votes/other",schemaPath:"#/$defs/count/maximum",keyword:"maximum",params:{comparison: "<=", limit: 9007199254740991},message:"must be <= 9007199254740991"}];
return false;
}
else {
if(data37 < -9007199254740991 || isNaN(data37)){
validate20.errors = [{instancePath:instancePath+"/selections/" + i0+"/votes/other",schemaPath:"#/$defs/count/minimum",keyword:"minimum",params:{comparison: ">=", limit: -9007199254740991},message:"must be >= -9007199254740991"}];
return false;
}
}
}
}
var valid18 = _errs100 === errors;
}
else {
var valid18 = true;
}
}
}
}
}
}
}
}
}
}
}
}
}
else {
validate20.errors = [{instancePath:instancePath+"/selections/" + i0+"/votes",schemaPath:"#/properties/selections/items/properties/votes/type",keyword:"type",params:{type: "object"},message:"must be object"}];
return false;
}
}
var valid16 = _errs70 === errors;
}
else {
var valid16 = true;
}
if(valid16){
if(data22.suppressed !== undefined){
let data38 = data22.suppressed;
const _errs103 = errors;
if(errors === _errs103){
if(Array.isArray(data38)){
if(data38.length < 1){
validate20.errors = [{instancePath:instancePath+"/selections/" + i0+"/suppressed",schemaPath:"#/properties/selections/items/properties/suppressed/minItems",keyword:"minItems",params:{limit: 1},message:"must NOT have fewer than 1 items"}];
return false;
}
else {
var valid29 = true;
const len1 = data38.length;
for(let i1=0; i1<len1; i1++){
let data39 = data38[i1];
const _errs105 = errors;
if(!(((((((((data39 === "electionDay") || (data39 === "early")) || (data39 === "absentee")) || (data39 === "absenteeInPerson")) || (data39 === "absenteeMail")) || (data39 === "provisional")) || (data39 === "uocava")) || (data39 === "writeIn")) || (data39 === "other"))){
validate20.errors = [{instancePath:instancePath+"/selections/" + i0+"/suppressed/" + i1,schemaPath:"#/properties/selections/items/properties/suppressed/items/enum",keyword:"enum",params:{allowedValues: schema31.properties.selections.items.properties.suppressed.items.enum},message:"must be equal to one of the allowed values"}];
return false;
}
var valid29 = _errs105 === errors;
if(!valid29){
break;
}
}
}
}
else {
validate20.errors = [{instancePath:instancePath+"/selections/" + i0+"/suppressed",schemaPath:"#/properties/selections/items/properties/suppressed/type",keyword:"type",params:{type: "array"},message:"must be array"}];
return false;
}
}
var valid16 = _errs103 === errors;
}
else {
var valid16 = true;
}
}
}
}
}
}
}
}
}
else {
validate20.errors = [{instancePath:instancePath+"/selections/" + i0,schemaPath:"#/properties/selections/items/type",keyword:"type",params:{type: "object"},message:"must be object"}];
return false;
}
}
var valid15 = _errs58 === errors;
if(!valid15){
break;
}
}
}
else {
validate20.errors = [{instancePath:instancePath+"/selections",schemaPath:"#/properties/selections/type",keyword:"type",params:{type: "array"},message:"must be array"}];
return false;
}
}
var valid0 = _errs56 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.suppressed !== undefined){
let data40 = data.suppressed;
const _errs106 = errors;
if(errors === _errs106){
if(Array.isArray(data40)){
if(data40.length < 1){
validate20.errors = [{instancePath:instancePath+"/suppressed",schemaPath:"#/properties/suppressed/minItems",keyword:"minItems",params:{limit: 1},message:"must NOT have fewer than 1 items"}];
return false;
}
else {
var valid30 = true;
const len2 = data40.length;
for(let i2=0; i2<len2; i2++){
let data41 = data40[i2];
const _errs108 = errors;
if(errors === _errs108){
if(data41 && typeof data41 == "object" && !Array.isArray(data41)){
let missing5;
if((((data41.id === undefined) && (missing5 = "id")) || ((data41.name === undefined) && (missing5 = "name"))) || ((data41.writeIn === undefined) && (missing5 = "writeIn"))){
validate20.errors = [{instancePath:instancePath+"/suppressed/" + i2,schemaPath:"#/properties/suppressed/items/required",keyword:"required",params:{missingProperty: missing5},message:"must have required property '"+missing5+"'"}];
return false;
}
else {
const _errs110 = errors;
for(const key7 in data41){
if(!((((key7 === "id") || (key7 === "name")) || (key7 === "party")) || (key7 === "writeIn"))){
validate20.errors = [{instancePath:instancePath+"/suppressed/" + i2,schemaPath:"#/properties/suppressed/items/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key7},message:"must NOT have additional properties"}];
return false;
break;
}
}
if(_errs110 === errors){
if(data41.id !== undefined){
let data42 = data41.id;
const _errs111 = errors;
const _errs112 = errors;
if(errors === _errs112){
if(typeof data42 === "string"){
if(func1(data42) < 1){
validate20.errors = [{instancePath:instancePath+"/suppressed/" + i2+"/id",schemaPath:"#/$defs/id/minLength",keyword:"minLength",params:{limit: 1},message:"must NOT have fewer than 1 characters"}];
return false;
}
else {
if(!pattern4.test(data42)){
validate20.errors = [{instancePath:instancePath+"/suppressed/" + i2+"/id",schemaPath:"#/$defs/id/pattern",keyword:"pattern",params:{pattern: "^[^\\s|]+$"},message:"must match pattern \""+"^[^\\s|]+$"+"\""}];
return false;
}
}
}
else {
validate20.errors = [{instancePath:instancePath+"/suppressed/" + i2+"/id",schemaPath:"#/$defs/id/type",keyword:"type",params:{type: "string"},message:"must be string"}];
return false;
}
}
var valid31 = _errs111 === errors;
}
else {
var valid31 = true;
}
if(valid31){
if(data41.name !== undefined){
let data43 = data41.name;
const _errs114 = errors;
if(errors === _errs114){
if(typeof data43 === "string"){
if(func1(data43) < 1){
validate20.errors = [{instancePath:instancePath+"/suppressed/" + i2+"/name",schemaPath:"#/properties/suppressed/items/properties/name/minLength",keyword:"minLength",params:{limit: 1},message:"must NOT have fewer than 1 characters"}];
return false;
}
}
else {
validate20.errors = [{instancePath:instancePath+"/suppressed/" + i2+"/name",schemaPath:"#/properties/suppressed/items/properties/name/type",keyword:"type",params:{type: "string"},message:"must be string"}];
return false;
}
}
var valid31 = _errs114 === errors;
}
else {
var valid31 = true;
}
if(valid31){
if(data41.party !== undefined){
let data44 = data41.party;
const _errs116 = errors;
if(errors === _errs116){
if(typeof data44 === "string"){
if(func1(data44) < 1){
validate20.errors = [{instancePath:instancePath+"/suppressed/" + i2+"/party",schemaPath:"#/properties/suppressed/items/properties/party/minLength",keyword:"minLength",params:{limit: 1},message:"must NOT have fewer than 1 characters"}];
return false;
}
}
else {
validate20.errors = [{instancePath:instancePath+"/suppressed/" + i2+"/party",schemaPath:"#/properties/suppressed/items/properties/party/type",keyword:"type",params:{type: "string"},message:"must be string"}];
return false;
}
}
var valid31 = _errs116 === errors;
}
else {
var valid31 = true;
}
if(valid31){
if(data41.writeIn !== undefined){
const _errs118 = errors;
if(typeof data41.writeIn !== "boolean"){
validate20.errors = [{instancePath:instancePath+"/suppressed/" + i2+"/writeIn",schemaPath:"#/properties/suppressed/items/properties/writeIn/type",keyword:"type",params:{type: "boolean"},message:"must be boolean"}];
return false;
}
var valid31 = _errs118 === errors;
}
else {
var valid31 = true;
}
}
}
}
}
}
}
else {
validate20.errors = [{instancePath:instancePath+"/suppressed/" + i2,schemaPath:"#/properties/suppressed/items/type",keyword:"type",params:{type: "object"},message:"must be object"}];
return false;
}
}
var valid30 = _errs108 === errors;
if(!valid30){
break;
}
}
}
}
else {
validate20.errors = [{instancePath:instancePath+"/suppressed",schemaPath:"#/properties/suppressed/type",keyword:"type",params:{type: "array"},message:"must be array"}];
return false;
}
}
var valid0 = _errs106 === errors;
}
else {
var valid0 = true;
}
}
}
}
}
}
}
}
}
}
else {
validate20.errors = [{instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"},message:"must be object"}];
return false;
}
}
validate20.errors = vErrors;
return errors === 0;
}
validate20.evaluated = {"props":true,"dynamicProps":false,"dynamicItems":false};
