<html>
<head>
<meta http-equiv="Content-Type" content="text/html; charset=utf-8">
<title>ข่าวประชาสัมพันธ์</title>
<style>body{font:14px Tahoma;background:#fffbe8}h2,.hd{background:#0a6;color:#fff;padding:4px}</style>
</head>
<body bgcolor="#fffbe8" topmargin="0"><h2>ข่าวประชาสัมพันธ์</h2><ul><li>18 ส.ค. 2566 <a href="news_aug66.php">พ่นหมอกควันกำจัดยุง บ้านหนองไผ่</a></li><li>2 มิ.ย. 2566 ประชุม คปสอ.</li><li>30 ม.ค. 2565 ฉีดวัคซีนโควิดเข็มกระตุ้น</li></ul></body>
</html>