// Made of the schema of count-line by npm run schemas. Change that, not this.
/* oxlint-disable */
"use strict";
export const validate = validate20;
export const schema = () => schema31;
const schema31 = {"type":"object","properties":{"contest":{"type":"object","properties":{"id":{"type":"string","pattern":"\\S","title":"a text with something in it"},"name":{"type":"string","pattern":"\\S","title":"a text with something in it"},"type":{"type":"string","enum":["candidate","ballot-measure","retention","party"],"title":"one of candidate, ballot-measure, retention, party"},"votes_allowed":{"type":"integer","minimum":1,"maximum":9007199254740991,"title":"a whole number above 0"}},"additionalProperties":false,"title":"an object"},"unit":{"type":"object","properties":{"id":{"type":"string","pattern":"\\S","title":"a text with something in it"},"type":{"type":"string","pattern":"\\S","title":"a text with something in it"},"name":{"type":"string","pattern":"\\S","title":"a text with something in it"},"within":{"type":"string","pattern":"\\S","title":"a text with something in it"}},"additionalProperties":false,"title":"an object"},"selection":{"type":"object","properties":{"id":{"type":"string","pattern":"\\S","title":"a text with something in it"},"name":{"type":"string","pattern":"\\S","title":"a text with something in it"},"party":{"type":"string","title":"a text"},"write_in":{"type":"boolean","title":"true or false"},"order":{"type":"integer","minimum":-9007199254740991,"maximum":9007199254740991,"title":"a whole number"}},"additionalProperties":false,"title":"an object"},"votes":{"type":"object","properties":{"total":{"type":["integer","string"],"minimum":-9007199254740991,"maximum":9007199254740991,"pattern":"^suppressed$","title":"a whole number"},"election_day":{"type":["integer","string"],"minimum":-9007199254740991,"maximum":9007199254740991,"pattern":"^suppressed$","title":"a whole number"},"early":{"type":["integer","string"],"minimum":-9007199254740991,"maximum":9007199254740991,"pattern":"^suppressed$","title":"a whole number"},"absentee":{"type":["integer","string"],"minimum":-9007199254740991,"maximum":9007199254740991,"pattern":"^suppressed$","title":"a whole number"},"absentee_in_person":{"type":["integer","string"],"minimum":-9007199254740991,"maximum":9007199254740991,"pattern":"^suppressed$","title":"a whole number"},"absentee_mail":{"type":["integer","string"],"minimum":-9007199254740991,"maximum":9007199254740991,"pattern":"^suppressed$","title":"a whole number"},"provisional":{"type":["integer","string"],"minimum":-9007199254740991,"maximum":9007199254740991,"pattern":"^suppressed$","title":"a whole number"},"uocava":{"type":["integer","string"],"minimum":-9007199254740991,"maximum":9007199254740991,"pattern":"^suppressed$","title":"a whole number"},"write_in":{"type":["integer","string"],"minimum":-9007199254740991,"maximum":9007199254740991,"pattern":"^suppressed$","title":"a whole number"},"other":{"type":["integer","string"],"minimum":-9007199254740991,"maximum":9007199254740991,"pattern":"^suppressed$","title":"a whole number"}},"additionalProperties":false,"title":"an object"},"pieces":{"type":"boolean","title":"true or false"},"ballots":{"type":"object","properties":{"cast":{"type":["integer","string"],"minimum":-9007199254740991,"maximum":9007199254740991,"pattern":"^suppressed$","title":"a whole number"},"registered":{"type":["integer","string"],"minimum":-9007199254740991,"maximum":9007199254740991,"pattern":"^suppressed$","title":"a whole number"},"overvotes":{"type":["integer","string"],"minimum":-9007199254740991,"maximum":9007199254740991,"pattern":"^suppressed$","title":"a whole number"},"undervotes":{"type":["integer","string"],"minimum":-9007199254740991,"maximum":9007199254740991,"pattern":"^suppressed$","title":"a whole number"}},"additionalProperties":false,"title":"an object"},"reporting":{"type":"object","properties":{"units_reporting":{"type":"integer","minimum":-9007199254740991,"maximum":9007199254740991,"title":"a whole number"},"units_total":{"type":"integer","minimum":-9007199254740991,"maximum":9007199254740991,"title":"a whole number"},"status":{"type":"string","enum":["pre-election","unofficial-partial","unofficial-complete","certified","correction","recount"],"title":"one of pre-election, unofficial-partial, unofficial-complete, certified, correction, recount"},"as_of":{"type":"string","pattern":"^\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d(\\.\\d+)?(Z|[+-]\\d\\d:\\d\\d)$","title":"a time like 2024-11-05T22:14:00-05:00"}},"additionalProperties":false,"title":"an object"},"control":{"type":"object","required":["of"],"properties":{"of":{"type":"string","enum":["selections","parts"],"title":"one of selections, parts"},"votes":{"type":"object","properties":{"total":{"type":["integer","string"],"minimum":-9007199254740991,"maximum":9007199254740991,"pattern":"^suppressed$","title":"a whole number"},"election_day":{"type":["integer","string"],"minimum":-9007199254740991,"maximum":9007199254740991,"pattern":"^suppressed$","title":"a whole number"},"early":{"type":["integer","string"],"minimum":-9007199254740991,"maximum":9007199254740991,"pattern":"^suppressed$","title":"a whole number"},"absentee":{"type":["integer","string"],"minimum":-9007199254740991,"maximum":9007199254740991,"pattern":"^suppressed$","title":"a whole number"},"absentee_in_person":{"type":["integer","string"],"minimum":-9007199254740991,"maximum":9007199254740991,"pattern":"^suppressed$","title":"a whole number"},"absentee_mail":{"type":["integer","string"],"minimum":-9007199254740991,"maximum":9007199254740991,"pattern":"^suppressed$","title":"a whole number"},"provisional":{"type":["integer","string"],"minimum":-9007199254740991,"maximum":9007199254740991,"pattern":"^suppressed$","title":"a whole number"},"uocava":{"type":["integer","string"],"minimum":-9007199254740991,"maximum":9007199254740991,"pattern":"^suppressed$","title":"a whole number"},"write_in":{"type":["integer","string"],"minimum":-9007199254740991,"maximum":9007199254740991,"pattern":"^suppressed$","title":"a whole number"},"other":{"type":["integer","string"],"minimum":-9007199254740991,"maximum":9007199254740991,"pattern":"^suppressed$","title":"a whole number"}},"additionalProperties":false,"title":"an object"},"ballots":{"type":"object","properties":{"cast":{"type":["integer","string"],"minimum":-9007199254740991,"maximum":9007199254740991,"pattern":"^suppressed$","title":"a whole number"},"registered":{"type":["integer","string"],"minimum":-9007199254740991,"maximum":9007199254740991,"pattern":"^suppressed$","title":"a whole number"},"overvotes":{"type":["integer","string"],"minimum":-9007199254740991,"maximum":9007199254740991,"pattern":"^suppressed$","title":"a whole number"},"undervotes":{"type":["integer","string"],"minimum":-9007199254740991,"maximum":9007199254740991,"pattern":"^suppressed$","title":"a whole number"}},"additionalProperties":false,"title":"an object"},"units":{"type":"integer","minimum":0,"maximum":9007199254740991,"title":"a whole number"},"including":{"type":"array","items":{"type":"string","enum":["overvotes","undervotes"],"title":"one of overvotes, undervotes"},"title":"a list"}},"additionalProperties":false,"title":"an object"},"capture":{"type":"object","properties":{"as_of":{"type":"string","pattern":"^\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d(\\.\\d+)?(Z|[+-]\\d\\d:\\d\\d)$","title":"a time like 2024-11-05T22:14:00-05:00"},"token":{"type":"string","pattern":"\\S","title":"a text with something in it"},"status":{"type":"string","enum":["pre-election","unofficial-partial","unofficial-complete","certified","correction","recount"],"title":"one of pre-election, unofficial-partial, unofficial-complete, certified, correction, recount"},"election_date":{"type":"string","pattern":"^\\d{4}-\\d\\d-\\d\\d$","title":"a date like 2024-11-05"}},"additionalProperties":false,"title":"an object"}},"additionalProperties":false,"title":"a count line"};
const func1 = Object.prototype.hasOwnProperty;
const pattern4 = new RegExp("\\S", "u");
const pattern12 = new RegExp("^suppressed$", "u");
const pattern26 = new RegExp("^\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d(\\.\\d+)?(Z|[+-]\\d\\d:\\d\\d)$", "u");
const pattern43 = new RegExp("^\\d{4}-\\d\\d-\\d\\d$", "u");

function validate20(data, {instancePath="", parentData, parentDataProperty, rootData=data, dynamicAnchors={}}={}){
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
const _errs1 = errors;
for(const key0 in data){
if(!(func1.call(schema31.properties, key0))){
validate20.errors = [{instancePath,schemaPath:"#/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key0},message:"must NOT have additional properties"}];
return false;
break;
}
}
if(_errs1 === errors){
if(data.contest !== undefined){
let data0 = data.contest;
const _errs2 = errors;
if(errors === _errs2){
if(data0 && typeof data0 == "object" && !Array.isArray(data0)){
const _errs4 = errors;
for(const key1 in data0){
if(!((((key1 === "id") || (key1 === "name")) || (key1 === "type")) || (key1 === "votes_allowed"))){
validate20.errors = [{instancePath:instancePath+"/contest",schemaPath:"#/properties/contest/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key1},message:"must NOT have additional properties"}];
return false;
break;
}
}
if(_errs4 === errors){
if(data0.id !== undefined){
let data1 = data0.id;
const _errs5 = errors;
if(errors === _errs5){
if(typeof data1 === "string"){
if(!pattern4.test(data1)){
validate20.errors = [{instancePath:instancePath+"/contest/id",schemaPath:"#/properties/contest/properties/id/pattern",keyword:"pattern",params:{pattern: "\\S"},message:"must match pattern \""+"\\S"+"\""}];
return false;
}
}
else {
validate20.errors = [{instancePath:instancePath+"/contest/id",schemaPath:"#/properties/contest/properties/id/type",keyword:"type",params:{type: "string"},message:"must be string"}];
return false;
}
}
var valid1 = _errs5 === errors;
}
else {
var valid1 = true;
}
if(valid1){
if(data0.name !== undefined){
let data2 = data0.name;
const _errs7 = errors;
if(errors === _errs7){
if(typeof data2 === "string"){
if(!pattern4.test(data2)){
validate20.errors = [{instancePath:instancePath+"/contest/name",schemaPath:"#/properties/contest/properties/name/pattern",keyword:"pattern",params:{pattern: "\\S"},message:"must match pattern \""+"\\S"+"\""}];
return false;
}
}
else {
validate20.errors = [{instancePath:instancePath+"/contest/name",schemaPath:"#/properties/contest/properties/name/type",keyword:"type",params:{type: "string"},message:"must be string"}];
return false;
}
}
var valid1 = _errs7 === errors;
}
else {
var valid1 = true;
}
if(valid1){
if(data0.type !== undefined){
let data3 = data0.type;
const _errs9 = errors;
if(typeof data3 !== "string"){
validate20.errors = [{instancePath:instancePath+"/contest/type",schemaPath:"#/properties/contest/properties/type/type",keyword:"type",params:{type: "string"},message:"must be string"}];
return false;
}
if(!((((data3 === "candidate") || (data3 === "ballot-measure")) || (data3 === "retention")) || (data3 === "party"))){
validate20.errors = [{instancePath:instancePath+"/contest/type",schemaPath:"#/properties/contest/properties/type/enum",keyword:"enum",params:{allowedValues: schema31.properties.contest.properties.type.enum},message:"must be equal to one of the allowed values"}];
return false;
}
var valid1 = _errs9 === errors;
}
else {
var valid1 = true;
}
if(valid1){
if(data0.votes_allowed !== undefined){
let data4 = data0.votes_allowed;
const _errs11 = errors;
if(!(((typeof data4 == "number") && (!(data4 % 1) && !isNaN(data4))) && (isFinite(data4)))){
validate20.errors = [{instancePath:instancePath+"/contest/votes_allowed",schemaPath:"#/properties/contest/properties/votes_allowed/type",keyword:"type",params:{type: "integer"},message:"must be integer"}];
return false;
}
if(errors === _errs11){
if((typeof data4 == "number") && (isFinite(data4))){
if(data4 > 9007199254740991 || isNaN(data4)){
validate20.errors = [{instancePath:instancePath+"/contest/votes_allowed",schemaPath:"#/properties/contest/properties/votes_allowed/maximum",keyword:"maximum",params:{comparison: "<=", limit: 9007199254740991},message:"must be <= 9007199254740991"}];
return false;
}
else {
if(data4 < 1 || isNaN(data4)){
validate20.errors = [{instancePath:instancePath+"/contest/votes_allowed",schemaPath:"#/properties/contest/properties/votes_allowed/minimum",keyword:"minimum",params:{comparison: ">=", limit: 1},message:"must be >= 1"}];
return false;
}
}
}
}
var valid1 = _errs11 === errors;
}
else {
var valid1 = true;
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
var valid0 = _errs2 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.unit !== undefined){
let data5 = data.unit;
const _errs13 = errors;
if(errors === _errs13){
if(data5 && typeof data5 == "object" && !Array.isArray(data5)){
const _errs15 = errors;
for(const key2 in data5){
if(!((((key2 === "id") || (key2 === "type")) || (key2 === "name")) || (key2 === "within"))){
validate20.errors = [{instancePath:instancePath+"/unit",schemaPath:"#/properties/unit/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key2},message:"must NOT have additional properties"}];
return false;
break;
}
}
if(_errs15 === errors){
if(data5.id !== undefined){
let data6 = data5.id;
const _errs16 = errors;
if(errors === _errs16){
if(typeof data6 === "string"){
if(!pattern4.test(data6)){
validate20.errors = [{instancePath:instancePath+"/unit/id",schemaPath:"#/properties/unit/properties/id/pattern",keyword:"pattern",params:{pattern: "\\S"},message:"must match pattern \""+"\\S"+"\""}];
return false;
}
}
else {
validate20.errors = [{instancePath:instancePath+"/unit/id",schemaPath:"#/properties/unit/properties/id/type",keyword:"type",params:{type: "string"},message:"must be string"}];
return false;
}
}
var valid2 = _errs16 === errors;
}
else {
var valid2 = true;
}
if(valid2){
if(data5.type !== undefined){
let data7 = data5.type;
const _errs18 = errors;
if(errors === _errs18){
if(typeof data7 === "string"){
if(!pattern4.test(data7)){
validate20.errors = [{instancePath:instancePath+"/unit/type",schemaPath:"#/properties/unit/properties/type/pattern",keyword:"pattern",params:{pattern: "\\S"},message:"must match pattern \""+"\\S"+"\""}];
return false;
}
}
else {
validate20.errors = [{instancePath:instancePath+"/unit/type",schemaPath:"#/properties/unit/properties/type/type",keyword:"type",params:{type: "string"},message:"must be string"}];
return false;
}
}
var valid2 = _errs18 === errors;
}
else {
var valid2 = true;
}
if(valid2){
if(data5.name !== undefined){
let data8 = data5.name;
const _errs20 = errors;
if(errors === _errs20){
if(typeof data8 === "string"){
if(!pattern4.test(data8)){
validate20.errors = [{instancePath:instancePath+"/unit/name",schemaPath:"#/properties/unit/properties/name/pattern",keyword:"pattern",params:{pattern: "\\S"},message:"must match pattern \""+"\\S"+"\""}];
return false;
}
}
else {
validate20.errors = [{instancePath:instancePath+"/unit/name",schemaPath:"#/properties/unit/properties/name/type",keyword:"type",params:{type: "string"},message:"must be string"}];
return false;
}
}
var valid2 = _errs20 === errors;
}
else {
var valid2 = true;
}
if(valid2){
if(data5.within !== undefined){
let data9 = data5.within;
const _errs22 = errors;
if(errors === _errs22){
if(typeof data9 === "string"){
if(!pattern4.test(data9)){
validate20.errors = [{instancePath:instancePath+"/unit/within",schemaPath:"#/properties/unit/properties/within/pattern",keyword:"pattern",params:{pattern: "\\S"},message:"must match pattern \""+"\\S"+"\""}];
return false;
}
}
else {
validate20.errors = [{instancePath:instancePath+"/unit/within",schemaPath:"#/properties/unit/properties/within/type",keyword:"type",params:{type: "string"},message:"must be string"}];
return false;
}
}
var valid2 = _errs22 === errors;
}
else {
var valid2 = true;
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
var valid0 = _errs13 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.selection !== undefined){
let data10 = data.selection;
const _errs24 = errors;
if(errors === _errs24){
if(data10 && typeof data10 == "object" && !Array.isArray(data10)){
const _errs26 = errors;
for(const key3 in data10){
if(!(((((key3 === "id") || (key3 === "name")) || (key3 === "party")) || (key3 === "write_in")) || (key3 === "order"))){
validate20.errors = [{instancePath:instancePath+"/selection",schemaPath:"#/properties/selection/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key3},message:"must NOT have additional properties"}];
return false;
break;
}
}
if(_errs26 === errors){
if(data10.id !== undefined){
let data11 = data10.id;
const _errs27 = errors;
if(errors === _errs27){
if(typeof data11 === "string"){
if(!pattern4.test(data11)){
validate20.errors = [{instancePath:instancePath+"/selection/id",schemaPath:"#/properties/selection/properties/id/pattern",keyword:"pattern",params:{pattern: "\\S"},message:"must match pattern \""+"\\S"+"\""}];
return false;
}
}
else {
validate20.errors = [{instancePath:instancePath+"/selection/id",schemaPath:"#/properties/selection/properties/id/type",keyword:"type",params:{type: "string"},message:"must be string"}];
return false;
}
}
var valid3 = _errs27 === errors;
}
else {
var valid3 = true;
}
if(valid3){
if(data10.name !== undefined){
let data12 = data10.name;
const _errs29 = errors;
if(errors === _errs29){
if(typeof data12 === "string"){
if(!pattern4.test(data12)){
validate20.errors = [{instancePath:instancePath+"/selection/name",schemaPath:"#/properties/selection/properties/name/pattern",keyword:"pattern",params:{pattern: "\\S"},message:"must match pattern \""+"\\S"+"\""}];
return false;
}
}
else {
validate20.errors = [{instancePath:instancePath+"/selection/name",schemaPath:"#/properties/selection/properties/name/type",keyword:"type",params:{type: "string"},message:"must be string"}];
return false;
}
}
var valid3 = _errs29 === errors;
}
else {
var valid3 = true;
}
if(valid3){
if(data10.party !== undefined){
const _errs31 = errors;
if(typeof data10.party !== "string"){
validate20.errors = [{instancePath:instancePath+"/selection/party",schemaPath:"#/properties/selection/properties/party/type",keyword:"type",params:{type: "string"},message:"must be string"}];
return false;
}
var valid3 = _errs31 === errors;
}
else {
var valid3 = true;
}
if(valid3){
if(data10.write_in !== undefined){
const _errs33 = errors;
if(typeof data10.write_in !== "boolean"){
validate20.errors = [{instancePath:instancePath+"/selection/write_in",schemaPath:"#/properties/selection/properties/write_in/type",keyword:"type",params:{type: "boolean"},message:"must be boolean"}];
return false;
}
var valid3 = _errs33 === errors;
}
else {
var valid3 = true;
}
if(valid3){
if(data10.order !== undefined){
let data15 = data10.order;
const _errs35 = errors;
if(!(((typeof data15 == "number") && (!(data15 % 1) && !isNaN(data15))) && (isFinite(data15)))){
validate20.errors = [{instancePath:instancePath+"/selection/order",schemaPath:"#/properties/selection/properties/order/type",keyword:"type",params:{type: "integer"},message:"must be integer"}];
return false;
}
if(errors === _errs35){
if((typeof data15 == "number") && (isFinite(data15))){
if(data15 > 9007199254740991 || isNaN(data15)){
validate20.errors = [{instancePath:instancePath+"/selection/order",schemaPath:"#/properties/selection/properties/order/maximum",keyword:"maximum",params:{comparison: "<=", limit: 9007199254740991},message:"must be <= 9007199254740991"}];
return false;
}
else {
if(data15 < -9007199254740991 || isNaN(data15)){
validate20.errors = [{instancePath:instancePath+"/selection/order",schemaPath:"#/properties/selection/properties/order/minimum",keyword:"minimum",params:{comparison: ">=", limit: -9007199254740991},message:"must be >= -9007199254740991"}];
return false;
}
}
}
}
var valid3 = _errs35 === errors;
}
else {
var valid3 = true;
}
}
}
}
}
}
}
else {
validate20.errors = [{instancePath:instancePath+"/selection",schemaPath:"#/properties/selection/type",keyword:"type",params:{type: "object"},message:"must be object"}];
return false;
}
}
var valid0 = _errs24 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.votes !== undefined){
let data16 = data.votes;
const _errs37 = errors;
if(errors === _errs37){
if(data16 && typeof data16 == "object" && !Array.isArray(data16)){
const _errs39 = errors;
for(const key4 in data16){
if(!(func1.call(schema31.properties.votes.properties, key4))){
validate20.errors = [{instancePath:instancePath+"/votes",schemaPath:"#/properties/votes/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key4},message:"must NOT have additional properties"}];
return false;
break;
}
}
if(_errs39 === errors){
if(data16.total !== undefined){
let data17 = data16.total;
const _errs40 = errors;
if((!(((typeof data17 == "number") && (!(data17 % 1) && !isNaN(data17))) && (isFinite(data17)))) && (typeof data17 !== "string")){
validate20.errors = [{instancePath:instancePath+"/votes/total",schemaPath:"#/properties/votes/properties/total/type",keyword:"type",params:{type: schema31.properties.votes.properties.total.type},message:"must be integer,string"}];
return false;
}
if(errors === _errs40){
if((typeof data17 == "number") && (isFinite(data17))){
if(data17 > 9007199254740991 || isNaN(data17)){
validate20.errors = [{instancePath:instancePath+"/votes/total",schemaPath:"#/properties/votes/properties/total/maximum",keyword:"maximum",params:{comparison: "<=", limit: 9007199254740991},message:"must be <= 9007199254740991"}];
return false;
}
else {
if(data17 < -9007199254740991 || isNaN(data17)){
validate20.errors = [{instancePath:instancePath+"/votes/total",schemaPath:"#/properties/votes/properties/total/minimum",keyword:"minimum",params:{comparison: ">=", limit: -9007199254740991},message:"must be >= -9007199254740991"}];
return false;
}
}
}
if(errors === _errs40){
if(typeof data17 === "string"){
if(!pattern12.test(data17)){
validate20.errors = [{instancePath:instancePath+"/votes/total",schemaPath:"#/properties/votes/properties/total/pattern",keyword:"pattern",params:{pattern: "^suppressed$"},message:"must match pattern \""+"^suppressed$"+"\""}];
return false;
}
}
}
}
var valid4 = _errs40 === errors;
}
else {
var valid4 = true;
}
if(valid4){
if(data16.election_day !== undefined){
let data18 = data16.election_day;
const _errs42 = errors;
if((!(((typeof data18 == "number") && (!(data18 % 1) && !isNaN(data18))) && (isFinite(data18)))) && (typeof data18 !== "string")){
validate20.errors = [{instancePath:instancePath+"/votes/election_day",schemaPath:"#/properties/votes/properties/election_day/type",keyword:"type",params:{type: schema31.properties.votes.properties.election_day.type},message:"must be integer,string"}];
return false;
}
if(errors === _errs42){
if((typeof data18 == "number") && (isFinite(data18))){
if(data18 > 9007199254740991 || isNaN(data18)){
validate20.errors = [{instancePath:instancePath+"/votes/election_day",schemaPath:"#/properties/votes/properties/election_day/maximum",keyword:"maximum",params:{comparison: "<=", limit: 9007199254740991},message:"must be <= 9007199254740991"}];
return false;
}
else {
if(data18 < -9007199254740991 || isNaN(data18)){
validate20.errors = [{instancePath:instancePath+"/votes/election_day",schemaPath:"#/properties/votes/properties/election_day/minimum",keyword:"minimum",params:{comparison: ">=", limit: -9007199254740991},message:"must be >= -9007199254740991"}];
return false;
}
}
}
if(errors === _errs42){
if(typeof data18 === "string"){
if(!pattern12.test(data18)){
validate20.errors = [{instancePath:instancePath+"/votes/election_day",schemaPath:"#/properties/votes/properties/election_day/pattern",keyword:"pattern",params:{pattern: "^suppressed$"},message:"must match pattern \""+"^suppressed$"+"\""}];
return false;
}
}
}
}
var valid4 = _errs42 === errors;
}
else {
var valid4 = true;
}
if(valid4){
if(data16.early !== undefined){
let data19 = data16.early;
const _errs44 = errors;
if((!(((typeof data19 == "number") && (!(data19 % 1) && !isNaN(data19))) && (isFinite(data19)))) && (typeof data19 !== "string")){
validate20.errors = [{instancePath:instancePath+"/votes/early",schemaPath:"#/properties/votes/properties/early/type",keyword:"type",params:{type: schema31.properties.votes.properties.early.type},message:"must be integer,string"}];
return false;
}
if(errors === _errs44){
if((typeof data19 == "number") && (isFinite(data19))){
if(data19 > 9007199254740991 || isNaN(data19)){
validate20.errors = [{instancePath:instancePath+"/votes/early",schemaPath:"#/properties/votes/properties/early/maximum",keyword:"maximum",params:{comparison: "<=", limit: 9007199254740991},message:"must be <= 9007199254740991"}];
return false;
}
else {
if(data19 < -9007199254740991 || isNaN(data19)){
validate20.errors = [{instancePath:instancePath+"/votes/early",schemaPath:"#/properties/votes/properties/early/minimum",keyword:"minimum",params:{comparison: ">=", limit: -9007199254740991},message:"must be >= -9007199254740991"}];
return false;
}
}
}
if(errors === _errs44){
if(typeof data19 === "string"){
if(!pattern12.test(data19)){
validate20.errors = [{instancePath:instancePath+"/votes/early",schemaPath:"#/properties/votes/properties/early/pattern",keyword:"pattern",params:{pattern: "^suppressed$"},message:"must match pattern \""+"^suppressed$"+"\""}];
return false;
}
}
}
}
var valid4 = _errs44 === errors;
}
else {
var valid4 = true;
}
if(valid4){
if(data16.absentee !== undefined){
let data20 = data16.absentee;
const _errs46 = errors;
if((!(((typeof data20 == "number") && (!(data20 % 1) && !isNaN(data20))) && (isFinite(data20)))) && (typeof data20 !== "string")){
validate20.errors = [{instancePath:instancePath+"/votes/absentee",schemaPath:"#/properties/votes/properties/absentee/type",keyword:"type",params:{type: schema31.properties.votes.properties.absentee.type},message:"must be integer,string"}];
return false;
}
if(errors === _errs46){
if((typeof data20 == "number") && (isFinite(data20))){
if(data20 > 9007199254740991 || isNaN(data20)){
validate20.errors = [{instancePath:instancePath+"/votes/absentee",schemaPath:"#/properties/votes/properties/absentee/maximum",keyword:"maximum",params:{comparison: "<=", limit: 9007199254740991},message:"must be <= 9007199254740991"}];
return false;
}
else {
if(data20 < -9007199254740991 || isNaN(data20)){
validate20.errors = [{instancePath:instancePath+"/votes/absentee",schemaPath:"#/properties/votes/properties/absentee/minimum",keyword:"minimum",params:{comparison: ">=", limit: -9007199254740991},message:"must be >= -9007199254740991"}];
return false;
}
}
}
if(errors === _errs46){
if(typeof data20 === "string"){
if(!pattern12.test(data20)){
validate20.errors = [{instancePath:instancePath+"/votes/absentee",schemaPath:"#/properties/votes/properties/absentee/pattern",keyword:"pattern",params:{pattern: "^suppressed$"},message:"must match pattern \""+"^suppressed$"+"\""}];
return false;
}
}
}
}
var valid4 = _errs46 === errors;
}
else {
var valid4 = true;
}
if(valid4){
if(data16.absentee_in_person !== undefined){
let data21 = data16.absentee_in_person;
const _errs48 = errors;
if((!(((typeof data21 == "number") && (!(data21 % 1) && !isNaN(data21))) && (isFinite(data21)))) && (typeof data21 !== "string")){
validate20.errors = [{instancePath:instancePath+"/votes/absentee_in_person",schemaPath:"#/properties/votes/properties/absentee_in_person/type",keyword:"type",params:{type: schema31.properties.votes.properties.absentee_in_person.type},message:"must be integer,string"}];
return false;
}
if(errors === _errs48){
if((typeof data21 == "number") && (isFinite(data21))){
if(data21 > 9007199254740991 || isNaN(data21)){
validate20.errors = [{instancePath:instancePath+"/votes/absentee_in_person",schemaPath:"#/properties/votes/properties/absentee_in_person/maximum",keyword:"maximum",params:{comparison: "<=", limit: 9007199254740991},message:"must be <= 9007199254740991"}];
return false;
}
else {
if(data21 < -9007199254740991 || isNaN(data21)){
validate20.errors = [{instancePath:instancePath+"/votes/absentee_in_person",schemaPath:"#/properties/votes/properties/absentee_in_person/minimum",keyword:"minimum",params:{comparison: ">=", limit: -9007199254740991},message:"must be >= -9007199254740991"}];
return false;
}
}
}
if(errors === _errs48){
if(typeof data21 === "string"){
if(!pattern12.test(data21)){
validate20.errors = [{instancePath:instancePath+"/votes/absentee_in_person",schemaPath:"#/properties/votes/properties/absentee_in_person/pattern",keyword:"pattern",params:{pattern: "^suppressed$"},message:"must match pattern \""+"^suppressed$"+"\""}];
return false;
}
}
}
}
var valid4 = _errs48 === errors;
}
else {
var valid4 = true;
}
if(valid4){
if(data16.absentee_mail !== undefined){
let data22 = data16.absentee_mail;
const _errs50 = errors;
if((!(((typeof data22 == "number") && (!(data22 % 1) && !isNaN(data22))) && (isFinite(data22)))) && (typeof data22 !== "string")){
validate20.errors = [{instancePath:instancePath+"/votes/absentee_mail",schemaPath:"#/properties/votes/properties/absentee_mail/type",keyword:"type",params:{type: schema31.properties.votes.properties.absentee_mail.type},message:"must be integer,string"}];
return false;
}
if(errors === _errs50){
if((typeof data22 == "number") && (isFinite(data22))){
if(data22 > 9007199254740991 || isNaN(data22)){
validate20.errors = [{instancePath:instancePath+"/votes/absentee_mail",schemaPath:"#/properties/votes/properties/absentee_mail/maximum",keyword:"maximum",params:{comparison: "<=", limit: 9007199254740991},message:"must be <= 9007199254740991"}];
return false;
}
else {
if(data22 < -9007199254740991 || isNaN(data22)){
validate20.errors = [{instancePath:instancePath+"/votes/absentee_mail",schemaPath:"#/properties/votes/properties/absentee_mail/minimum",keyword:"minimum",params:{comparison: ">=", limit: -9007199254740991},message:"must be >= -9007199254740991"}];
return false;
}
}
}
if(errors === _errs50){
if(typeof data22 === "string"){
if(!pattern12.test(data22)){
validate20.errors = [{instancePath:instancePath+"/votes/absentee_mail",schemaPath:"#/properties/votes/properties/absentee_mail/pattern",keyword:"pattern",params:{pattern: "^suppressed$"},message:"must match pattern \""+"^suppressed$"+"\""}];
return false;
}
}
}
}
var valid4 = _errs50 === errors;
}
else {
var valid4 = true;
}
if(valid4){
if(data16.provisional !== undefined){
let data23 = data16.provisional;
const _errs52 = errors;
if((!(((typeof data23 == "number") && (!(data23 % 1) && !isNaN(data23))) && (isFinite(data23)))) && (typeof data23 !== "string")){
validate20.errors = [{instancePath:instancePath+"/votes/provisional",schemaPath:"#/properties/votes/properties/provisional/type",keyword:"type",params:{type: schema31.properties.votes.properties.provisional.type},message:"must be integer,string"}];
return false;
}
if(errors === _errs52){
if((typeof data23 == "number") && (isFinite(data23))){
if(data23 > 9007199254740991 || isNaN(data23)){
validate20.errors = [{instancePath:instancePath+"/votes/provisional",schemaPath:"#/properties/votes/properties/provisional/maximum",keyword:"maximum",params:{comparison: "<=", limit: 9007199254740991},message:"must be <= 9007199254740991"}];
return false;
}
else {
if(data23 < -9007199254740991 || isNaN(data23)){
validate20.errors = [{instancePath:instancePath+"/votes/provisional",schemaPath:"#/properties/votes/properties/provisional/minimum",keyword:"minimum",params:{comparison: ">=", limit: -9007199254740991},message:"must be >= -9007199254740991"}];
return false;
}
}
}
if(errors === _errs52){
if(typeof data23 === "string"){
if(!pattern12.test(data23)){
validate20.errors = [{instancePath:instancePath+"/votes/provisional",schemaPath:"#/properties/votes/properties/provisional/pattern",keyword:"pattern",params:{pattern: "^suppressed$"},message:"must match pattern \""+"^suppressed$"+"\""}];
return false;
}
}
}
}
var valid4 = _errs52 === errors;
}
else {
var valid4 = true;
}
if(valid4){
if(data16.uocava !== undefined){
let data24 = data16.uocava;
const _errs54 = errors;
if((!(((typeof data24 == "number") && (!(data24 % 1) && !isNaN(data24))) && (isFinite(data24)))) && (typeof data24 !== "string")){
validate20.errors = [{instancePath:instancePath+"/votes/uocava",schemaPath:"#/properties/votes/properties/uocava/type",keyword:"type",params:{type: schema31.properties.votes.properties.uocava.type},message:"must be integer,string"}];
return false;
}
if(errors === _errs54){
if((typeof data24 == "number") && (isFinite(data24))){
if(data24 > 9007199254740991 || isNaN(data24)){
validate20.errors = [{instancePath:instancePath+"/votes/uocava",schemaPath:"#/properties/votes/properties/uocava/maximum",keyword:"maximum",params:{comparison: "<=", limit: 9007199254740991},message:"must be <= 9007199254740991"}];
return false;
}
else {
if(data24 < -9007199254740991 || isNaN(data24)){
validate20.errors = [{instancePath:instancePath+"/votes/uocava",schemaPath:"#/properties/votes/properties/uocava/minimum",keyword:"minimum",params:{comparison: ">=", limit: -9007199254740991},message:"must be >= -9007199254740991"}];
return false;
}
}
}
if(errors === _errs54){
if(typeof data24 === "string"){
if(!pattern12.test(data24)){
validate20.errors = [{instancePath:instancePath+"/votes/uocava",schemaPath:"#/properties/votes/properties/uocava/pattern",keyword:"pattern",params:{pattern: "^suppressed$"},message:"must match pattern \""+"^suppressed$"+"\""}];
return false;
}
}
}
}
var valid4 = _errs54 === errors;
}
else {
var valid4 = true;
}
if(valid4){
if(data16.write_in !== undefined){
let data25 = data16.write_in;
const _errs56 = errors;
if((!(((typeof data25 == "number") && (!(data25 % 1) && !isNaN(data25))) && (isFinite(data25)))) && (typeof data25 !== "string")){
validate20.errors = [{instancePath:instancePath+"/votes/write_in",schemaPath:"#/properties/votes/properties/write_in/type",keyword:"type",params:{type: schema31.properties.votes.properties.write_in.type},message:"must be integer,string"}];
return false;
}
if(errors === _errs56){
if((typeof data25 == "number") && (isFinite(data25))){
if(data25 > 9007199254740991 || isNaN(data25)){
validate20.errors = [{instancePath:instancePath+"/votes/write_in",schemaPath:"#/properties/votes/properties/write_in/maximum",keyword:"maximum",params:{comparison: "<=", limit: 9007199254740991},message:"must be <= 9007199254740991"}];
return false;
}
else {
if(data25 < -9007199254740991 || isNaN(data25)){
validate20.errors = [{instancePath:instancePath+"/votes/write_in",schemaPath:"#/properties/votes/properties/write_in/minimum",keyword:"minimum",params:{comparison: ">=", limit: -9007199254740991},message:"must be >= -9007199254740991"}];
return false;
}
}
}
if(errors === _errs56){
if(typeof data25 === "string"){
if(!pattern12.test(data25)){
validate20.errors = [{instancePath:instancePath+"/votes/write_in",schemaPath:"#/properties/votes/properties/write_in/pattern",keyword:"pattern",params:{pattern: "^suppressed$"},message:"must match pattern \""+"^suppressed$"+"\""}];
return false;
}
}
}
}
var valid4 = _errs56 === errors;
}
else {
var valid4 = true;
}
if(valid4){
if(data16.other !== undefined){
let data26 = data16.other;
const _errs58 = errors;
if((!(((typeof data26 == "number") && (!(data26 % 1) && !isNaN(data26))) && (isFinite(data26)))) && (typeof data26 !== "string")){
validate20.errors = [{instancePath:instancePath+"/votes/other",schemaPath:"#/properties/votes/properties/other/type",keyword:"type",params:{type: schema31.properties.votes.properties.other.type},message:"must be integer,string"}];
return false;
}
if(errors === _errs58){
if((typeof data26 == "number") && (isFinite(data26))){
if(data26 > 9007199254740991 || isNaN(data26)){
validate20.errors = [{instancePath:instancePath+"/votes/other",schemaPath:"#/properties/votes/properties/other/maximum",keyword:"maximum",params:{comparison: "<=", limit: 9007199254740991},message:"must be <= 9007199254740991"}];
return false;
}
else {
if(data26 < -9007199254740991 || isNaN(data26)){
validate20.errors = [{instancePath:instancePath+"/votes/other",schemaPath:"#/properties/votes/properties/other/minimum",keyword:"minimum",params:{comparison: ">=", limit: -9007199254740991},message:"must be >= -9007199254740991"}];
return false;
}
}
}
if(errors === _errs58){
if(typeof data26 === "string"){
if(!pattern12.test(data26)){
validate20.errors = [{instancePath:instancePath+"/votes/other",schemaPath:"#/properties/votes/properties/other/pattern",keyword:"pattern",params:{pattern: "^suppressed$"},message:"must match pattern \""+"^suppressed$"+"\""}];
return false;
}
}
}
}
var valid4 = _errs58 === errors;
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
}
}
}
}
}
else {
validate20.errors = [{instancePath:instancePath+"/votes",schemaPath:"#/properties/votes/type",keyword:"type",params:{type: "object"},message:"must be object"}];
return false;
}
}
var valid0 = _errs37 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.pieces !== undefined){
const _errs60 = errors;
if(typeof data.pieces !== "boolean"){
validate20.errors = [{instancePath:instancePath+"/pieces",schemaPath:"#/properties/pieces/type",keyword:"type",params:{type: "boolean"},message:"must be boolean"}];
return false;
}
var valid0 = _errs60 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.ballots !== undefined){
let data28 = data.ballots;
const _errs62 = errors;
if(errors === _errs62){
if(data28 && typeof data28 == "object" && !Array.isArray(data28)){
const _errs64 = errors;
for(const key5 in data28){
if(!((((key5 === "cast") || (key5 === "registered")) || (key5 === "overvotes")) || (key5 === "undervotes"))){
validate20.errors = [{instancePath:instancePath+"/ballots",schemaPath:"#/properties/ballots/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key5},message:"must NOT have additional properties"}];
return false;
break;
}
}
if(_errs64 === errors){
if(data28.cast !== undefined){
let data29 = data28.cast;
const _errs65 = errors;
if((!(((typeof data29 == "number") && (!(data29 % 1) && !isNaN(data29))) && (isFinite(data29)))) && (typeof data29 !== "string")){
validate20.errors = [{instancePath:instancePath+"/ballots/cast",schemaPath:"#/properties/ballots/properties/cast/type",keyword:"type",params:{type: schema31.properties.ballots.properties.cast.type},message:"must be integer,string"}];
return false;
}
if(errors === _errs65){
if((typeof data29 == "number") && (isFinite(data29))){
if(data29 > 9007199254740991 || isNaN(data29)){
validate20.errors = [{instancePath:instancePath+"/ballots/cast",schemaPath:"#/properties/ballots/properties/cast/maximum",keyword:"maximum",params:{comparison: "<=", limit: 9007199254740991},message:"must be <= 9007199254740991"}];
return false;
}
else {
if(data29 < -9007199254740991 || isNaN(data29)){
validate20.errors = [{instancePath:instancePath+"/ballots/cast",schemaPath:"#/properties/ballots/properties/cast/minimum",keyword:"minimum",params:{comparison: ">=", limit: -9007199254740991},message:"must be >= -9007199254740991"}];
return false;
}
}
}
if(errors === _errs65){
if(typeof data29 === "string"){
if(!pattern12.test(data29)){
validate20.errors = [{instancePath:instancePath+"/ballots/cast",schemaPath:"#/properties/ballots/properties/cast/pattern",keyword:"pattern",params:{pattern: "^suppressed$"},message:"must match pattern \""+"^suppressed$"+"\""}];
return false;
}
}
}
}
var valid5 = _errs65 === errors;
}
else {
var valid5 = true;
}
if(valid5){
if(data28.registered !== undefined){
let data30 = data28.registered;
const _errs67 = errors;
if((!(((typeof data30 == "number") && (!(data30 % 1) && !isNaN(data30))) && (isFinite(data30)))) && (typeof data30 !== "string")){
validate20.errors = [{instancePath:instancePath+"/ballots/registered",schemaPath:"#/properties/ballots/properties/registered/type",keyword:"type",params:{type: schema31.properties.ballots.properties.registered.type},message:"must be integer,string"}];
return false;
}
if(errors === _errs67){
if((typeof data30 == "number") && (isFinite(data30))){
if(data30 > 9007199254740991 || isNaN(data30)){
validate20.errors = [{instancePath:instancePath+"/ballots/registered",schemaPath:"#/properties/ballots/properties/registered/maximum",keyword:"maximum",params:{comparison: "<=", limit: 9007199254740991},message:"must be <= 9007199254740991"}];
return false;
}
else {
if(data30 < -9007199254740991 || isNaN(data30)){
validate20.errors = [{instancePath:instancePath+"/ballots/registered",schemaPath:"#/properties/ballots/properties/registered/minimum",keyword:"minimum",params:{comparison: ">=", limit: -9007199254740991},message:"must be >= -9007199254740991"}];
return false;
}
}
}
if(errors === _errs67){
if(typeof data30 === "string"){
if(!pattern12.test(data30)){
validate20.errors = [{instancePath:instancePath+"/ballots/registered",schemaPath:"#/properties/ballots/properties/registered/pattern",keyword:"pattern",params:{pattern: "^suppressed$"},message:"must match pattern \""+"^suppressed$"+"\""}];
return false;
}
}
}
}
var valid5 = _errs67 === errors;
}
else {
var valid5 = true;
}
if(valid5){
if(data28.overvotes !== undefined){
let data31 = data28.overvotes;
const _errs69 = errors;
if((!(((typeof data31 == "number") && (!(data31 % 1) && !isNaN(data31))) && (isFinite(data31)))) && (typeof data31 !== "string")){
validate20.errors = [{instancePath:instancePath+"/ballots/overvotes",schemaPath:"#/properties/ballots/properties/overvotes/type",keyword:"type",params:{type: schema31.properties.ballots.properties.overvotes.type},message:"must be integer,string"}];
return false;
}
if(errors === _errs69){
if((typeof data31 == "number") && (isFinite(data31))){
if(data31 > 9007199254740991 || isNaN(data31)){
validate20.errors = [{instancePath:instancePath+"/ballots/overvotes",schemaPath:"#/properties/ballots/properties/overvotes/maximum",keyword:"maximum",params:{comparison: "<=", limit: 9007199254740991},message:"must be <= 9007199254740991"}];
return false;
}
else {
if(data31 < -9007199254740991 || isNaN(data31)){
validate20.errors = [{instancePath:instancePath+"/ballots/overvotes",schemaPath:"#/properties/ballots/properties/overvotes/minimum",keyword:"minimum",params:{comparison: ">=", limit: -9007199254740991},message:"must be >= -9007199254740991"}];
return false;
}
}
}
if(errors === _errs69){
if(typeof data31 === "string"){
if(!pattern12.test(data31)){
validate20.errors = [{instancePath:instancePath+"/ballots/overvotes",schemaPath:"#/properties/ballots/properties/overvotes/pattern",keyword:"pattern",params:{pattern: "^suppressed$"},message:"must match pattern \""+"^suppressed$"+"\""}];
return false;
}
}
}
}
var valid5 = _errs69 === errors;
}
else {
var valid5 = true;
}
if(valid5){
if(data28.undervotes !== undefined){
let data32 = data28.undervotes;
const _errs71 = errors;
if((!(((typeof data32 == "number") && (!(data32 % 1) && !isNaN(data32))) && (isFinite(data32)))) && (typeof data32 !== "string")){
validate20.errors = [{instancePath:instancePath+"/ballots/undervotes",schemaPath:"#/properties/ballots/properties/undervotes/type",keyword:"type",params:{type: schema31.properties.ballots.properties.undervotes.type},message:"must be integer,string"}];
return false;
}
if(errors === _errs71){
if((typeof data32 == "number") && (isFinite(data32))){
if(data32 > 9007199254740991 || isNaN(data32)){
validate20.errors = [{instancePath:instancePath+"/ballots/undervotes",schemaPath:"#/properties/ballots/properties/undervotes/maximum",keyword:"maximum",params:{comparison: "<=", limit: 9007199254740991},message:"must be <= 9007199254740991"}];
return false;
}
else {
if(data32 < -9007199254740991 || isNaN(data32)){
validate20.errors = [{instancePath:instancePath+"/ballots/undervotes",schemaPath:"#/properties/ballots/properties/undervotes/minimum",keyword:"minimum",params:{comparison: ">=", limit: -9007199254740991},message:"must be >= -9007199254740991"}];
return false;
}
}
}
if(errors === _errs71){
if(typeof data32 === "string"){
if(!pattern12.test(data32)){
validate20.errors = [{instancePath:instancePath+"/ballots/undervotes",schemaPath:"#/properties/ballots/properties/undervotes/pattern",keyword:"pattern",params:{pattern: "^suppressed$"},message:"must match pattern \""+"^suppressed$"+"\""}];
return false;
}
}
}
}
var valid5 = _errs71 === errors;
}
else {
var valid5 = true;
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
var valid0 = _errs62 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.reporting !== undefined){
let data33 = data.reporting;
const _errs73 = errors;
if(errors === _errs73){
if(data33 && typeof data33 == "object" && !Array.isArray(data33)){
const _errs75 = errors;
for(const key6 in data33){
if(!((((key6 === "units_reporting") || (key6 === "units_total")) || (key6 === "status")) || (key6 === "as_of"))){
validate20.errors = [{instancePath:instancePath+"/reporting",schemaPath:"#/properties/reporting/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key6},message:"must NOT have additional properties"}];
return false;
break;
}
}
if(_errs75 === errors){
if(data33.units_reporting !== undefined){
let data34 = data33.units_reporting;
const _errs76 = errors;
if(!(((typeof data34 == "number") && (!(data34 % 1) && !isNaN(data34))) && (isFinite(data34)))){
validate20.errors = [{instancePath:instancePath+"/reporting/units_reporting",schemaPath:"#/properties/reporting/properties/units_reporting/type",keyword:"type",params:{type: "integer"},message:"must be integer"}];
return false;
}
if(errors === _errs76){
if((typeof data34 == "number") && (isFinite(data34))){
if(data34 > 9007199254740991 || isNaN(data34)){
validate20.errors = [{instancePath:instancePath+"/reporting/units_reporting",schemaPath:"#/properties/reporting/properties/units_reporting/maximum",keyword:"maximum",params:{comparison: "<=", limit: 9007199254740991},message:"must be <= 9007199254740991"}];
return false;
}
else {
if(data34 < -9007199254740991 || isNaN(data34)){
validate20.errors = [{instancePath:instancePath+"/reporting/units_reporting",schemaPath:"#/properties/reporting/properties/units_reporting/minimum",keyword:"minimum",params:{comparison: ">=", limit: -9007199254740991},message:"must be >= -9007199254740991"}];
return false;
}
}
}
}
var valid6 = _errs76 === errors;
}
else {
var valid6 = true;
}
if(valid6){
if(data33.units_total !== undefined){
let data35 = data33.units_total;
const _errs78 = errors;
if(!(((typeof data35 == "number") && (!(data35 % 1) && !isNaN(data35))) && (isFinite(data35)))){
validate20.errors = [{instancePath:instancePath+"/reporting/units_total",schemaPath:"#/properties/reporting/properties/units_total/type",keyword:"type",params:{type: "integer"},message:"must be integer"}];
return false;
}
if(errors === _errs78){
if((typeof data35 == "number") && (isFinite(data35))){
if(data35 > 9007199254740991 || isNaN(data35)){
validate20.errors = [{instancePath:instancePath+"/reporting/units_total",schemaPath:"#/properties/reporting/properties/units_total/maximum",keyword:"maximum",params:{comparison: "<=", limit: 9007199254740991},message:"must be <= 9007199254740991"}];
return false;
}
else {
if(data35 < -9007199254740991 || isNaN(data35)){
validate20.errors = [{instancePath:instancePath+"/reporting/units_total",schemaPath:"#/properties/reporting/properties/units_total/minimum",keyword:"minimum",params:{comparison: ">=", limit: -9007199254740991},message:"must be >= -9007199254740991"}];
return false;
}
}
}
}
var valid6 = _errs78 === errors;
}
else {
var valid6 = true;
}
if(valid6){
if(data33.status !== undefined){
let data36 = data33.status;
const _errs80 = errors;
if(typeof data36 !== "string"){
validate20.errors = [{instancePath:instancePath+"/reporting/status",schemaPath:"#/properties/reporting/properties/status/type",keyword:"type",params:{type: "string"},message:"must be string"}];
return false;
}
if(!((((((data36 === "pre-election") || (data36 === "unofficial-partial")) || (data36 === "unofficial-complete")) || (data36 === "certified")) || (data36 === "correction")) || (data36 === "recount"))){
validate20.errors = [{instancePath:instancePath+"/reporting/status",schemaPath:"#/properties/reporting/properties/status/enum",keyword:"enum",params:{allowedValues: schema31.properties.reporting.properties.status.enum},message:"must be equal to one of the allowed values"}];
return false;
}
var valid6 = _errs80 === errors;
}
else {
var valid6 = true;
}
if(valid6){
if(data33.as_of !== undefined){
let data37 = data33.as_of;
const _errs82 = errors;
if(errors === _errs82){
if(typeof data37 === "string"){
if(!pattern26.test(data37)){
validate20.errors = [{instancePath:instancePath+"/reporting/as_of",schemaPath:"#/properties/reporting/properties/as_of/pattern",keyword:"pattern",params:{pattern: "^\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d(\\.\\d+)?(Z|[+-]\\d\\d:\\d\\d)$"},message:"must match pattern \""+"^\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d(\\.\\d+)?(Z|[+-]\\d\\d:\\d\\d)$"+"\""}];
return false;
}
}
else {
validate20.errors = [{instancePath:instancePath+"/reporting/as_of",schemaPath:"#/properties/reporting/properties/as_of/type",keyword:"type",params:{type: "string"},message:"must be string"}];
return false;
}
}
var valid6 = _errs82 === errors;
}
else {
var valid6 = true;
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
var valid0 = _errs73 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.control !== undefined){
let data38 = data.control;
const _errs84 = errors;
if(errors === _errs84){
if(data38 && typeof data38 == "object" && !Array.isArray(data38)){
let missing0;
if((data38.of === undefined) && (missing0 = "of")){
validate20.errors = [{instancePath:instancePath+"/control",schemaPath:"#/properties/control/required",keyword:"required",params:{missingProperty: missing0},message:"must have required property '"+missing0+"'"}];
return false;
}
else {
const _errs86 = errors;
for(const key7 in data38){
if(!(((((key7 === "of") || (key7 === "votes")) || (key7 === "ballots")) || (key7 === "units")) || (key7 === "including"))){
validate20.errors = [{instancePath:instancePath+"/control",schemaPath:"#/properties/control/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key7},message:"must NOT have additional properties"}];
return false;
break;
}
}
if(_errs86 === errors){
if(data38.of !== undefined){
let data39 = data38.of;
const _errs87 = errors;
if(typeof data39 !== "string"){
validate20.errors = [{instancePath:instancePath+"/control/of",schemaPath:"#/properties/control/properties/of/type",keyword:"type",params:{type: "string"},message:"must be string"}];
return false;
}
if(!((data39 === "selections") || (data39 === "parts"))){
validate20.errors = [{instancePath:instancePath+"/control/of",schemaPath:"#/properties/control/properties/of/enum",keyword:"enum",params:{allowedValues: schema31.properties.control.properties.of.enum},message:"must be equal to one of the allowed values"}];
return false;
}
var valid7 = _errs87 === errors;
}
else {
var valid7 = true;
}
if(valid7){
if(data38.votes !== undefined){
let data40 = data38.votes;
const _errs89 = errors;
if(errors === _errs89){
if(data40 && typeof data40 == "object" && !Array.isArray(data40)){
const _errs91 = errors;
for(const key8 in data40){
if(!(func1.call(schema31.properties.control.properties.votes.properties, key8))){
validate20.errors = [{instancePath:instancePath+"/control/votes",schemaPath:"#/properties/control/properties/votes/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key8},message:"must NOT have additional properties"}];
return false;
break;
}
}
if(_errs91 === errors){
if(data40.total !== undefined){
let data41 = data40.total;
const _errs92 = errors;
if((!(((typeof data41 == "number") && (!(data41 % 1) && !isNaN(data41))) && (isFinite(data41)))) && (typeof data41 !== "string")){
validate20.errors = [{instancePath:instancePath+"/control/votes/total",schemaPath:"#/properties/control/properties/votes/properties/total/type",keyword:"type",params:{type: schema31.properties.control.properties.votes.properties.total.type},message:"must be integer,string"}];
return false;
}
if(errors === _errs92){
if((typeof data41 == "number") && (isFinite(data41))){
if(data41 > 9007199254740991 || isNaN(data41)){
validate20.errors = [{instancePath:instancePath+"/control/votes/total",schemaPath:"#/properties/control/properties/votes/properties/total/maximum",keyword:"maximum",params:{comparison: "<=", limit: 9007199254740991},message:"must be <= 9007199254740991"}];
return false;
}
else {
if(data41 < -9007199254740991 || isNaN(data41)){
validate20.errors = [{instancePath:instancePath+"/control/votes/total",schemaPath:"#/properties/control/properties/votes/properties/total/minimum",keyword:"minimum",params:{comparison: ">=", limit: -9007199254740991},message:"must be >= -9007199254740991"}];
return false;
}
}
}
if(errors === _errs92){
if(typeof data41 === "string"){
if(!pattern12.test(data41)){
validate20.errors = [{instancePath:instancePath+"/control/votes/total",schemaPath:"#/properties/control/properties/votes/properties/total/pattern",keyword:"pattern",params:{pattern: "^suppressed$"},message:"must match pattern \""+"^suppressed$"+"\""}];
return false;
}
}
}
}
var valid8 = _errs92 === errors;
}
else {
var valid8 = true;
}
if(valid8){
if(data40.election_day !== undefined){
let data42 = data40.election_day;
const _errs94 = errors;
if((!(((typeof data42 == "number") && (!(data42 % 1) && !isNaN(data42))) && (isFinite(data42)))) && (typeof data42 !== "string")){
validate20.errors = [{instancePath:instancePath+"/control/votes/election_day",schemaPath:"#/properties/control/properties/votes/properties/election_day/type",keyword:"type",params:{type: schema31.properties.control.properties.votes.properties.election_day.type},message:"must be integer,string"}];
return false;
}
if(errors === _errs94){
if((typeof data42 == "number") && (isFinite(data42))){
if(data42 > 9007199254740991 || isNaN(data42)){
validate20.errors = [{instancePath:instancePath+"/control/votes/election_day",schemaPath:"#/properties/control/properties/votes/properties/election_day/maximum",keyword:"maximum",params:{comparison: "<=", limit: 9007199254740991},message:"must be <= 9007199254740991"}];
return false;
}
else {
if(data42 < -9007199254740991 || isNaN(data42)){
validate20.errors = [{instancePath:instancePath+"/control/votes/election_day",schemaPath:"#/properties/control/properties/votes/properties/election_day/minimum",keyword:"minimum",params:{comparison: ">=", limit: -9007199254740991},message:"must be >= -9007199254740991"}];
return false;
}
}
}
if(errors === _errs94){
if(typeof data42 === "string"){
if(!pattern12.test(data42)){
validate20.errors = [{instancePath:instancePath+"/control/votes/election_day",schemaPath:"#/properties/control/properties/votes/properties/election_day/pattern",keyword:"pattern",params:{pattern: "^suppressed$"},message:"must match pattern \""+"^suppressed$"+"\""}];
return false;
}
}
}
}
var valid8 = _errs94 === errors;
}
else {
var valid8 = true;
}
if(valid8){
if(data40.early !== undefined){
let data43 = data40.early;
const _errs96 = errors;
if((!(((typeof data43 == "number") && (!(data43 % 1) && !isNaN(data43))) && (isFinite(data43)))) && (typeof data43 !== "string")){
validate20.errors = [{instancePath:instancePath+"/control/votes/early",schemaPath:"#/properties/control/properties/votes/properties/early/type",keyword:"type",params:{type: schema31.properties.control.properties.votes.properties.early.type},message:"must be integer,string"}];
return false;
}
if(errors === _errs96){
if((typeof data43 == "number") && (isFinite(data43))){
if(data43 > 9007199254740991 || isNaN(data43)){
validate20.errors = [{instancePath:instancePath+"/control/votes/early",schemaPath:"#/properties/control/properties/votes/properties/early/maximum",keyword:"maximum",params:{comparison: "<=", limit: 9007199254740991},message:"must be <= 9007199254740991"}];
return false;
}
else {
if(data43 < -9007199254740991 || isNaN(data43)){
validate20.errors = [{instancePath:instancePath+"/control/votes/early",schemaPath:"#/properties/control/properties/votes/properties/early/minimum",keyword:"minimum",params:{comparison: ">=", limit: -9007199254740991},message:"must be >= -9007199254740991"}];
return false;
}
}
}
if(errors === _errs96){
if(typeof data43 === "string"){
if(!pattern12.test(data43)){
validate20.errors = [{instancePath:instancePath+"/control/votes/early",schemaPath:"#/properties/control/properties/votes/properties/early/pattern",keyword:"pattern",params:{pattern: "^suppressed$"},message:"must match pattern \""+"^suppressed$"+"\""}];
return false;
}
}
}
}
var valid8 = _errs96 === errors;
}
else {
var valid8 = true;
}
if(valid8){
if(data40.absentee !== undefined){
let data44 = data40.absentee;
const _errs98 = errors;
if((!(((typeof data44 == "number") && (!(data44 % 1) && !isNaN(data44))) && (isFinite(data44)))) && (typeof data44 !== "string")){
validate20.errors = [{instancePath:instancePath+"/control/votes/absentee",schemaPath:"#/properties/control/properties/votes/properties/absentee/type",keyword:"type",params:{type: schema31.properties.control.properties.votes.properties.absentee.type},message:"must be integer,string"}];
return false;
}
if(errors === _errs98){
if((typeof data44 == "number") && (isFinite(data44))){
if(data44 > 9007199254740991 || isNaN(data44)){
validate20.errors = [{instancePath:instancePath+"/control/votes/absentee",schemaPath:"#/properties/control/properties/votes/properties/absentee/maximum",keyword:"maximum",params:{comparison: "<=", limit: 9007199254740991},message:"must be <= 9007199254740991"}];
return false;
}
else {
if(data44 < -9007199254740991 || isNaN(data44)){
validate20.errors = [{instancePath:instancePath+"/control/votes/absentee",schemaPath:"#/properties/control/properties/votes/properties/absentee/minimum",keyword:"minimum",params:{comparison: ">=", limit: -9007199254740991},message:"must be >= -9007199254740991"}];
return false;
}
}
}
if(errors === _errs98){
if(typeof data44 === "string"){
if(!pattern12.test(data44)){
validate20.errors = [{instancePath:instancePath+"/control/votes/absentee",schemaPath:"#/properties/control/properties/votes/properties/absentee/pattern",keyword:"pattern",params:{pattern: "^suppressed$"},message:"must match pattern \""+"^suppressed$"+"\""}];
return false;
}
}
}
}
var valid8 = _errs98 === errors;
}
else {
var valid8 = true;
}
if(valid8){
if(data40.absentee_in_person !== undefined){
let data45 = data40.absentee_in_person;
const _errs100 = errors;
if((!(((typeof data45 == "number") && (!(data45 % 1) && !isNaN(data45))) && (isFinite(data45)))) && (typeof data45 !== "string")){
validate20.errors = [{instancePath:instancePath+"/control/votes/absentee_in_person",schemaPath:"#/properties/control/properties/votes/properties/absentee_in_person/type",keyword:"type",params:{type: schema31.properties.control.properties.votes.properties.absentee_in_person.type},message:"must be integer,string"}];
return false;
}
if(errors === _errs100){
if((typeof data45 == "number") && (isFinite(data45))){
if(data45 > 9007199254740991 || isNaN(data45)){
validate20.errors = [{instancePath:instancePath+"/control/votes/absentee_in_person",schemaPath:"#/properties/control/properties/votes/properties/absentee_in_person/maximum",keyword:"maximum",params:{comparison: "<=", limit: 9007199254740991},message:"must be <= 9007199254740991"}];
return false;
}
else {
if(data45 < -9007199254740991 || isNaN(data45)){
validate20.errors = [{instancePath:instancePath+"/control/votes/absentee_in_person",schemaPath:"#/properties/control/properties/votes/properties/absentee_in_person/minimum",keyword:"minimum",params:{comparison: ">=", limit: -9007199254740991},message:"must be >= -9007199254740991"}];
return false;
}
}
}
if(errors === _errs100){
if(typeof data45 === "string"){
if(!pattern12.test(data45)){
validate20.errors = [{instancePath:instancePath+"/control/votes/absentee_in_person",schemaPath:"#/properties/control/properties/votes/properties/absentee_in_person/pattern",keyword:"pattern",params:{pattern: "^suppressed$"},message:"must match pattern \""+"^suppressed$"+"\""}];
return false;
}
}
}
}
var valid8 = _errs100 === errors;
}
else {
var valid8 = true;
}
if(valid8){
if(data40.absentee_mail !== undefined){
let data46 = data40.absentee_mail;
const _errs102 = errors;
if((!(((typeof data46 == "number") && (!(data46 % 1) && !isNaN(data46))) && (isFinite(data46)))) && (typeof data46 !== "string")){
validate20.errors = [{instancePath:instancePath+"/control/votes/absentee_mail",schemaPath:"#/properties/control/properties/votes/properties/absentee_mail/type",keyword:"type",params:{type: schema31.properties.control.properties.votes.properties.absentee_mail.type},message:"must be integer,string"}];
return false;
}
if(errors === _errs102){
if((typeof data46 == "number") && (isFinite(data46))){
if(data46 > 9007199254740991 || isNaN(data46)){
validate20.errors = [{instancePath:instancePath+"/control/votes/absentee_mail",schemaPath:"#/properties/control/properties/votes/properties/absentee_mail/maximum",keyword:"maximum",params:{comparison: "<=", limit: 9007199254740991},message:"must be <= 9007199254740991"}];
return false;
}
else {
if(data46 < -9007199254740991 || isNaN(data46)){
validate20.errors = [{instancePath:instancePath+"/control/votes/absentee_mail",schemaPath:"#/properties/control/properties/votes/properties/absentee_mail/minimum",keyword:"minimum",params:{comparison: ">=", limit: -9007199254740991},message:"must be >= -9007199254740991"}];
return false;
}
}
}
if(errors === _errs102){
if(typeof data46 === "string"){
if(!pattern12.test(data46)){
validate20.errors = [{instancePath:instancePath+"/control/votes/absentee_mail",schemaPath:"#/properties/control/properties/votes/properties/absentee_mail/pattern",keyword:"pattern",params:{pattern: "^suppressed$"},message:"must match pattern \""+"^suppressed$"+"\""}];
return false;
}
}
}
}
var valid8 = _errs102 === errors;
}
else {
var valid8 = true;
}
if(valid8){
if(data40.provisional !== undefined){
let data47 = data40.provisional;
const _errs104 = errors;
if((!(((typeof data47 == "number") && (!(data47 % 1) && !isNaN(data47))) && (isFinite(data47)))) && (typeof data47 !== "string")){
validate20.errors = [{instancePath:instancePath+"/control/votes/provisional",schemaPath:"#/properties/control/properties/votes/properties/provisional/type",keyword:"type",params:{type: schema31.properties.control.properties.votes.properties.provisional.type},message:"must be integer,string"}];
return false;
}
if(errors === _errs104){
if((typeof data47 == "number") && (isFinite(data47))){
if(data47 > 9007199254740991 || isNaN(data47)){
validate20.errors = [{instancePath:instancePath+"/control/votes/provisional",schemaPath:"#/properties/control/properties/votes/properties/provisional/maximum",keyword:"maximum",params:{comparison: "<=", limit: 9007199254740991},message:"must be <= 9007199254740991"}];
return false;
}
else {
if(data47 < -9007199254740991 || isNaN(data47)){
validate20.errors = [{instancePath:instancePath+"/control/votes/provisional",schemaPath:"#/properties/control/properties/votes/properties/provisional/minimum",keyword:"minimum",params:{comparison: ">=", limit: -9007199254740991},message:"must be >= -9007199254740991"}];
return false;
}
}
}
if(errors === _errs104){
if(typeof data47 === "string"){
if(!pattern12.test(data47)){
validate20.errors = [{instancePath:instancePath+"/control/votes/provisional",schemaPath:"#/properties/control/properties/votes/properties/provisional/pattern",keyword:"pattern",params:{pattern: "^suppressed$"},message:"must match pattern \""+"^suppressed$"+"\""}];
return false;
}
}
}
}
var valid8 = _errs104 === errors;
}
else {
var valid8 = true;
}
if(valid8){
if(data40.uocava !== undefined){
let data48 = data40.uocava;
const _errs106 = errors;
if((!(((typeof data48 == "number") && (!(data48 % 1) && !isNaN(data48))) && (isFinite(data48)))) && (typeof data48 !== "string")){
validate20.errors = [{instancePath:instancePath+"/control/votes/uocava",schemaPath:"#/properties/control/properties/votes/properties/uocava/type",keyword:"type",params:{type: schema31.properties.control.properties.votes.properties.uocava.type},message:"must be integer,string"}];
return false;
}
if(errors === _errs106){
if((typeof data48 == "number") && (isFinite(data48))){
if(data48 > 9007199254740991 || isNaN(data48)){
validate20.errors = [{instancePath:instancePath+"/control/votes/uocava",schemaPath:"#/properties/control/properties/votes/properties/uocava/maximum",keyword:"maximum",params:{comparison: "<=", limit: 9007199254740991},message:"must be <= 9007199254740991"}];
return false;
}
else {
if(data48 < -9007199254740991 || isNaN(data48)){
validate20.errors = [{instancePath:instancePath+"/control/votes/uocava",schemaPath:"#/properties/control/properties/votes/properties/uocava/minimum",keyword:"minimum",params:{comparison: ">=", limit: -9007199254740991},message:"must be >= -9007199254740991"}];
return false;
}
}
}
if(errors === _errs106){
if(typeof data48 === "string"){
if(!pattern12.test(data48)){
validate20.errors = [{instancePath:instancePath+"/control/votes/uocava",schemaPath:"#/properties/control/properties/votes/properties/uocava/pattern",keyword:"pattern",params:{pattern: "^suppressed$"},message:"must match pattern \""+"^suppressed$"+"\""}];
return false;
}
}
}
}
var valid8 = _errs106 === errors;
}
else {
var valid8 = true;
}
if(valid8){
if(data40.write_in !== undefined){
let data49 = data40.write_in;
const _errs108 = errors;
if((!(((typeof data49 == "number") && (!(data49 % 1) && !isNaN(data49))) && (isFinite(data49)))) && (typeof data49 !== "string")){
validate20.errors = [{instancePath:instancePath+"/control/votes/write_in",schemaPath:"#/properties/control/properties/votes/properties/write_in/type",keyword:"type",params:{type: schema31.properties.control.properties.votes.properties.write_in.type},message:"must be integer,string"}];
return false;
}
if(errors === _errs108){
if((typeof data49 == "number") && (isFinite(data49))){
if(data49 > 9007199254740991 || isNaN(data49)){
validate20.errors = [{instancePath:instancePath+"/control/votes/write_in",schemaPath:"#/properties/control/properties/votes/properties/write_in/maximum",keyword:"maximum",params:{comparison: "<=", limit: 9007199254740991},message:"must be <= 9007199254740991"}];
return false;
}
else {
if(data49 < -9007199254740991 || isNaN(data49)){
validate20.errors = [{instancePath:instancePath+"/control/votes/write_in",schemaPath:"#/properties/control/properties/votes/properties/write_in/minimum",keyword:"minimum",params:{comparison: ">=", limit: -9007199254740991},message:"must be >= -9007199254740991"}];
return false;
}
}
}
if(errors === _errs108){
if(typeof data49 === "string"){
if(!pattern12.test(data49)){
validate20.errors = [{instancePath:instancePath+"/control/votes/write_in",schemaPath:"#/properties/control/properties/votes/properties/write_in/pattern",keyword:"pattern",params:{pattern: "^suppressed$"},message:"must match pattern \""+"^suppressed$"+"\""}];
return false;
}
}
}
}
var valid8 = _errs108 === errors;
}
else {
var valid8 = true;
}
if(valid8){
if(data40.other !== undefined){
let data50 = data40.other;
const _errs110 = errors;
if((!(((typeof data50 == "number") && (!(data50 % 1) && !isNaN(data50))) && (isFinite(data50)))) && (typeof data50 !== "string")){
validate20.errors = [{instancePath:instancePath+"/control/votes/other",schemaPath:"#/properties/control/properties/votes/properties/other/type",keyword:"type",params:{type: schema31.properties.control.properties.votes.properties.other.type},message:"must be integer,string"}];
return false;
}
if(errors === _errs110){
if((typeof data50 == "number") && (isFinite(data50))){
if(data50 > 9007199254740991 || isNaN(data50)){
validate20.errors = [{instancePath:instancePath+"/control/votes/other",schemaPath:"#/properties/control/properties/votes/properties/other/maximum",keyword:"maximum",params:{comparison: "<=", limit: 9007199254740991},message:"must be <= 9007199254740991"}];
return false;
}
else {
if(data50 < -9007199254740991 || isNaN(data50)){
validate20.errors = [{instancePath:instancePath+"/control/votes/other",schemaPath:"#/properties/control/properties/votes/properties/other/minimum",keyword:"minimum",params:{comparison: ">=", limit: -9007199254740991},message:"must be >= -9007199254740991"}];
return false;
}
}
}
if(errors === _errs110){
if(typeof data50 === "string"){
if(!pattern12.test(data50)){
validate20.errors = [{instancePath:instancePath+"/control/votes/other",schemaPath:"#/properties/control/properties/votes/properties/other/pattern",keyword:"pattern",params:{pattern: "^suppressed$"},message:"must match pattern \""+"^suppressed$"+"\""}];
return false;
}
}
}
}
var valid8 = _errs110 === errors;
}
else {
var valid8 = true;
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
validate20.errors = [{instancePath:instancePath+"/control/votes",schemaPath:"#/properties/control/properties/votes/type",keyword:"type",params:{type: "object"},message:"must be object"}];
return false;
}
}
var valid7 = _errs89 === errors;
}
else {
var valid7 = true;
}
if(valid7){
if(data38.ballots !== undefined){
let data51 = data38.ballots;
const _errs112 = errors;
if(errors === _errs112){
if(data51 && typeof data51 == "object" && !Array.isArray(data51)){
const _errs114 = errors;
for(const key9 in data51){
if(!((((key9 === "cast") || (key9 === "registered")) || (key9 === "overvotes")) || (key9 === "undervotes"))){
validate20.errors = [{instancePath:instancePath+"/control/ballots",schemaPath:"#/properties/control/properties/ballots/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key9},message:"must NOT have additional properties"}];
return false;
break;
}
}
if(_errs114 === errors){
if(data51.cast !== undefined){
let data52 = data51.cast;
const _errs115 = errors;
if((!(((typeof data52 == "number") && (!(data52 % 1) && !isNaN(data52))) && (isFinite(data52)))) && (typeof data52 !== "string")){
validate20.errors = [{instancePath:instancePath+"/control/ballots/cast",schemaPath:"#/properties/control/properties/ballots/properties/cast/type",keyword:"type",params:{type: schema31.properties.control.properties.ballots.properties.cast.type},message:"must be integer,string"}];
return false;
}
if(errors === _errs115){
if((typeof data52 == "number") && (isFinite(data52))){
if(data52 > 9007199254740991 || isNaN(data52)){
validate20.errors = [{instancePath:instancePath+"/control/ballots/cast",schemaPath:"#/properties/control/properties/ballots/properties/cast/maximum",keyword:"maximum",params:{comparison: "<=", limit: 9007199254740991},message:"must be <= 9007199254740991"}];
return false;
}
else {
if(data52 < -9007199254740991 || isNaN(data52)){
validate20.errors = [{instancePath:instancePath+"/control/ballots/cast",schemaPath:"#/properties/control/properties/ballots/properties/cast/minimum",keyword:"minimum",params:{comparison: ">=", limit: -9007199254740991},message:"must be >= -9007199254740991"}];
return false;
}
}
}
if(errors === _errs115){
if(typeof data52 === "string"){
if(!pattern12.test(data52)){
validate20.errors = [{instancePath:instancePath+"/control/ballots/cast",schemaPath:"#/properties/control/properties/ballots/properties/cast/pattern",keyword:"pattern",params:{pattern: "^suppressed$"},message:"must match pattern \""+"^suppressed$"+"\""}];
return false;
}
}
}
}
var valid9 = _errs115 === errors;
}
else {
var valid9 = true;
}
if(valid9){
if(data51.registered !== undefined){
let data53 = data51.registered;
const _errs117 = errors;
if((!(((typeof data53 == "number") && (!(data53 % 1) && !isNaN(data53))) && (isFinite(data53)))) && (typeof data53 !== "string")){
validate20.errors = [{instancePath:instancePath+"/control/ballots/registered",schemaPath:"#/properties/control/properties/ballots/properties/registered/type",keyword:"type",params:{type: schema31.properties.control.properties.ballots.properties.registered.type},message:"must be integer,string"}];
return false;
}
if(errors === _errs117){
if((typeof data53 == "number") && (isFinite(data53))){
if(data53 > 9007199254740991 || isNaN(data53)){
validate20.errors = [{instancePath:instancePath+"/control/ballots/registered",schemaPath:"#/properties/control/properties/ballots/properties/registered/maximum",keyword:"maximum",params:{comparison: "<=", limit: 9007199254740991},message:"must be <= 9007199254740991"}];
return false;
}
else {
if(data53 < -9007199254740991 || isNaN(data53)){
validate20.errors = [{instancePath:instancePath+"/control/ballots/registered",schemaPath:"#/properties/control/properties/ballots/properties/registered/minimum",keyword:"minimum",params:{comparison: ">=", limit: -9007199254740991},message:"must be >= -9007199254740991"}];
return false;
}
}
}
if(errors === _errs117){
if(typeof data53 === "string"){
if(!pattern12.test(data53)){
validate20.errors = [{instancePath:instancePath+"/control/ballots/registered",schemaPath:"#/properties/control/properties/ballots/properties/registered/pattern",keyword:"pattern",params:{pattern: "^suppressed$"},message:"must match pattern \""+"^suppressed$"+"\""}];
return false;
}
}
}
}
var valid9 = _errs117 === errors;
}
else {
var valid9 = true;
}
if(valid9){
if(data51.overvotes !== undefined){
let data54 = data51.overvotes;
const _errs119 = errors;
if((!(((typeof data54 == "number") && (!(data54 % 1) && !isNaN(data54))) && (isFinite(data54)))) && (typeof data54 !== "string")){
validate20.errors = [{instancePath:instancePath+"/control/ballots/overvotes",schemaPath:"#/properties/control/properties/ballots/properties/overvotes/type",keyword:"type",params:{type: schema31.properties.control.properties.ballots.properties.overvotes.type},message:"must be integer,string"}];
return false;
}
if(errors === _errs119){
if((typeof data54 == "number") && (isFinite(data54))){
if(data54 > 9007199254740991 || isNaN(data54)){
validate20.errors = [{instancePath:instancePath+"/control/ballots/overvotes",schemaPath:"#/properties/control/properties/ballots/properties/overvotes/maximum",keyword:"maximum",params:{comparison: "<=", limit: 9007199254740991},message:"must be <= 9007199254740991"}];
return false;
}
else {
if(data54 < -9007199254740991 || isNaN(data54)){
validate20.errors = [{instancePath:instancePath+"/control/ballots/overvotes",schemaPath:"#/properties/control/properties/ballots/properties/overvotes/minimum",keyword:"minimum",params:{comparison: ">=", limit: -9007199254740991},message:"must be >= -9007199254740991"}];
return false;
}
}
}
if(errors === _errs119){
if(typeof data54 === "string"){
if(!pattern12.test(data54)){
validate20.errors = [{instancePath:instancePath+"/control/ballots/overvotes",schemaPath:"#/properties/control/properties/ballots/properties/overvotes/pattern",keyword:"pattern",params:{pattern: "^suppressed$"},message:"must match pattern \""+"^suppressed$"+"\""}];
return false;
}
}
}
}
var valid9 = _errs119 === errors;
}
else {
var valid9 = true;
}
if(valid9){
if(data51.undervotes !== undefined){
let data55 = data51.undervotes;
const _errs121 = errors;
if((!(((typeof data55 == "number") && (!(data55 % 1) && !isNaN(data55))) && (isFinite(data55)))) && (typeof data55 !== "string")){
validate20.errors = [{instancePath:instancePath+"/control/ballots/undervotes",schemaPath:"#/properties/control/properties/ballots/properties/undervotes/type",keyword:"type",params:{type: schema31.properties.control.properties.ballots.properties.undervotes.type},message:"must be integer,string"}];
return false;
}
if(errors === _errs121){
if((typeof data55 == "number") && (isFinite(data55))){
if(data55 > 9007199254740991 || isNaN(data55)){
validate20.errors = [{instancePath:instancePath+"/control/ballots/undervotes",schemaPath:"#/properties/control/properties/ballots/properties/undervotes/maximum",keyword:"maximum",params:{comparison: "<=", limit: 9007199254740991},message:"must be <= 9007199254740991"}];
return false;
}
else {
if(data55 < -9007199254740991 || isNaN(data55)){
validate20.errors = [{instancePath:instancePath+"/control/ballots/undervotes",schemaPath:"#/properties/control/properties/ballots/properties/undervotes/minimum",keyword:"minimum",params:{comparison: ">=", limit: -9007199254740991},message:"must be >= -9007199254740991"}];
return false;
}
}
}
if(errors === _errs121){
if(typeof data55 === "string"){
if(!pattern12.test(data55)){
validate20.errors = [{instancePath:instancePath+"/control/ballots/undervotes",schemaPath:"#/properties/control/properties/ballots/properties/undervotes/pattern",keyword:"pattern",params:{pattern: "^suppressed$"},message:"must match pattern \""+"^suppressed$"+"\""}];
return false;
}
}
}
}
var valid9 = _errs121 === errors;
}
else {
var valid9 = true;
}
}
}
}
}
}
else {
validate20.errors = [{instancePath:instancePath+"/control/ballots",schemaPath:"#/properties/control/properties/ballots/type",keyword:"type",params:{type: "object"},message:"must be object"}];
return false;
}
}
var valid7 = _errs112 === errors;
}
else {
var valid7 = true;
}
if(valid7){
if(data38.units !== undefined){
let data56 = data38.units;
const _errs123 = errors;
if(!(((typeof data56 == "number") && (!(data56 % 1) && !isNaN(data56))) && (isFinite(data56)))){
validate20.errors = [{instancePath:instancePath+"/control/units",schemaPath:"#/properties/control/properties/units/type",keyword:"type",params:{type: "integer"},message:"must be integer"}];
return false;
}
if(errors === _errs123){
if((typeof data56 == "number") && (isFinite(data56))){
if(data56 > 9007199254740991 || isNaN(data56)){
validate20.errors = [{instancePath:instancePath+"/control/units",schemaPath:"#/properties/control/properties/units/maximum",keyword:"maximum",params:{comparison: "<=", limit: 9007199254740991},message:"must be <= 9007199254740991"}];
return false;
}
else {
if(data56 < 0 || isNaN(data56)){
validate20.errors = [{instancePath:instancePath+"/control/units",schemaPath:"#/properties/control/properties/units/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0},message:"must be >= 0"}];
return false;
}
}
}
}
var valid7 = _errs123 === errors;
}
else {
var valid7 = true;
}
if(valid7){
if(data38.including !== undefined){
let data57 = data38.including;
const _errs125 = errors;
if(errors === _errs125){
if(Array.isArray(data57)){
var valid10 = true;
const len0 = data57.length;
for(let i0=0; i0<len0; i0++){
let data58 = data57[i0];
const _errs127 = errors;
if(typeof data58 !== "string"){
validate20.errors = [{instancePath:instancePath+"/control/including/" + i0,schemaPath:"#/properties/control/properties/including/items/type",keyword:"type",params:{type: "string"},message:"must be string"}];
return false;
}
if(!((data58 === "overvotes") || (data58 === "undervotes"))){
validate20.errors = [{instancePath:instancePath+"/control/including/" + i0,schemaPath:"#/properties/control/properties/including/items/enum",keyword:"enum",params:{allowedValues: schema31.properties.control.properties.including.items.enum},message:"must be equal to one of the allowed values"}];
return false;
}
var valid10 = _errs127 === errors;
if(!valid10){
break;
}
}
}
else {
validate20.errors = [{instancePath:instancePath+"/control/including",schemaPath:"#/properties/control/properties/including/type",keyword:"type",params:{type: "array"},message:"must be array"}];
return false;
}
}
var valid7 = _errs125 === errors;
}
else {
var valid7 = true;
}
}
}
}
}
}
}
}
else {
validate20.errors = [{instancePath:instancePath+"/control",schemaPath:"#/properties/control/type",keyword:"type",params:{type: "object"},message:"must be object"}];
return false;
}
}
var valid0 = _errs84 === errors;
}
else {
var valid0 = true;
}
if(valid0){
if(data.capture !== undefined){
let data59 = data.capture;
const _errs129 = errors;
if(errors === _errs129){
if(data59 && typeof data59 == "object" && !Array.isArray(data59)){
const _errs131 = errors;
for(const key10 in data59){
if(!((((key10 === "as_of") || (key10 === "token")) || (key10 === "status")) || (key10 === "election_date"))){
validate20.errors = [{instancePath:instancePath+"/capture",schemaPath:"#/properties/capture/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key10},message:"must NOT have additional properties"}];
return false;
break;
}
}
if(_errs131 === errors){
if(data59.as_of !== undefined){
let data60 = data59.as_of;
const _errs132 = errors;
if(errors === _errs132){
if(typeof data60 === "string"){
if(!pattern26.test(data60)){
validate20.errors = [{instancePath:instancePath+"/capture/as_of",schemaPath:"#/properties/capture/properties/as_of/pattern",keyword:"pattern",params:{pattern: "^\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d(\\.\\d+)?(Z|[+-]\\d\\d:\\d\\d)$"},message:"must match pattern \""+"^\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d(\\.\\d+)?(Z|[+-]\\d\\d:\\d\\d)$"+"\""}];
return false;
}
}
else {
validate20.errors = [{instancePath:instancePath+"/capture/as_of",schemaPath:"#/properties/capture/properties/as_of/type",keyword:"type",params:{type: "string"},message:"must be string"}];
return false;
}
}
var valid11 = _errs132 === errors;
}
else {
var valid11 = true;
}
if(valid11){
if(data59.token !== undefined){
let data61 = data59.token;
const _errs134 = errors;
if(errors === _errs134){
if(typeof data61 === "string"){
if(!pattern4.test(data61)){
validate20.errors = [{instancePath:instancePath+"/capture/token",schemaPath:"#/properties/capture/properties/token/pattern",keyword:"pattern",params:{pattern: "\\S"},message:"must match pattern \""+"\\S"+"\""}];
return false;
}
}
else {
validate20.errors = [{instancePath:instancePath+"/capture/token",schemaPath:"#/properties/capture/properties/token/type",keyword:"type",params:{type: "string"},message:"must be string"}];
return false;
}
}
var valid11 = _errs134 === errors;
}
else {
var valid11 = true;
}
if(valid11){
if(data59.status !== undefined){
let data62 = data59.status;
const _errs136 = errors;
if(typeof data62 !== "string"){
validate20.errors = [{instancePath:instancePath+"/capture/status",schemaPath:"#/properties/capture/properties/status/type",keyword:"type",params:{type: "string"},message:"must be string"}];
return false;
}
if(!((((((data62 === "pre-election") || (data62 === "unofficial-partial")) || (data62 === "unofficial-complete")) || (data62 === "certified")) || (data62 === "correction")) || (data62 === "recount"))){
validate20.errors = [{instancePath:instancePath+"/capture/status",schemaPath:"#/properties/capture/properties/status/enum",keyword:"enum",params:{allowedValues: schema31.properties.capture.properties.status.enum},message:"must be equal to one of the allowed values"}];
return false;
}
var valid11 = _errs136 === errors;
}
else {
var valid11 = true;
}
if(valid11){
if(data59.election_date !== undefined){
let data63 = data59.election_date;
const _errs138 = errors;
if(errors === _errs138){
if(typeof data63 === "string"){
if(!pattern43.test(data63)){
validate20.errors = [{instancePath:instancePath+"/capture/election_date",schemaPath:"#/properties/capture/properties/election_date/pattern",keyword:"pattern",params:{pattern: "^\\d{4}-\\d\\d-\\d\\d$"},message:"must match pattern \""+"^\\d{4}-\\d\\d-\\d\\d$"+"\""}];
return false;
}
}
else {
validate20.errors = [{instancePath:instancePath+"/capture/election_date",schemaPath:"#/properties/capture/properties/election_date/type",keyword:"type",params:{type: "string"},message:"must be string"}];
return false;
}
}
var valid11 = _errs138 === errors;
}
else {
var valid11 = true;
}
}
}
}
}
}
else {
validate20.errors = [{instancePath:instancePath+"/capture",schemaPath:"#/properties/capture/type",keyword:"type",params:{type: "object"},message:"must be object"}];
return false;
}
}
var valid0 = _errs129 === errors;
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
