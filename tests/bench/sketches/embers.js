// embers (a kilobyte-club thing). S is the seed, everything else is one loop.
s=parseInt(S.slice(0,8),16)
r=n=>(s=s*16807%2147483647)/2147483647*n
b=document.body
b.style.background='#000'
b.style.margin=0
b.innerHTML='<canvas id=c style="width:100vmin;height:100vmin;display:block;margin:auto">'
w=c.width=c.height=1024
x=c.getContext('2d')
s||(s=1)
for(i=9;i--;)r(1)
h=r(360)
k=2+r(5)|0
q=r(3)+.5
x.globalCompositeOperation='lighter'
// spokes of sparks: angle, distance, and a little wind
for(i=0;i<9e3;i++){
  a=(r(k)|0)/k*6.283+r(q)*r(1)
  d=r(1)**.6*w*.48
  t=a+d/w*q*2
  x.fillStyle=`hsl(${h+d/6+r(40)},${60+r(40)}%,${20+r(35)}%)`
  z=r(1)**6*22+1
  x.globalAlpha=.15+r(.5)
  x.beginPath()
  x.arc(w/2+Math.cos(t)*d,w/2+Math.sin(t)*d,z,0,7)
  x.fill()
}
// the coal in the middle
for(i=60;i--;){
  x.globalAlpha=.04
  x.fillStyle=`hsl(${h+i},90%,60%)`
  x.beginPath()
  x.arc(w/2+r(30)-15,w/2+r(30)-15,i*3,0,7)
  x.fill()
}
