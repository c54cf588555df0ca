<html>
<head>
<meta http-equiv="Content-Type" content="text/html; charset=utf-8">
<title>พ่นหมอกควันกำจัดยุง บ้านหนองไผ่</title>
<style>body{font:14px Tahoma;background:#fffbe8}h2,.hd{background:#0a6;color:#fff;padding:4px}</style>
</head>
<body bgcolor="#fffbe8" topmargin="0"><h2>พ่นหมอกควันกำจัดยุง บ้านหนองไผ่</h2><p>วันที่ 18 สิงหาคม 2566 เวลา 16.00 น. ทีม SRRT ร่วมกับ อบต. พ่นหมอกควันกำจัดยุงตัวแก่ 42 หลังคาเรือน</p></body>
</html>